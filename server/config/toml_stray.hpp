#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace foyer::config {

/// The line of the first character above ASCII that stands outside strings and comments, where TOML allows none.
/// toml++ 3.3 must not see such a character: classifying it is undefined behaviour there.
[[nodiscard]] std::optional<std::uint32_t> line_of_stray_character(std::string_view toml);

}  // namespace foyer::config
