#pragma once
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "server/config/value.hpp"

namespace foyer::config {

/// A key as it stands in the file.
struct FileSetting {
    std::string name;  ///< "http.listen"; of a whole section that is no table: "http"
    std::uint32_t line = 0;
    Value value;
    bool usable = true;  ///< false: a date, a table, a list of something else than texts …
};

/// All keys of a TOML text, in order of lines. The error is a sentence with the line.
[[nodiscard]] std::expected<std::vector<FileSetting>, std::string> read_toml(std::string_view text,
                                                                             std::string_view file_name);

}  // namespace foyer::config
