#pragma once
#include <string>
#include <string_view>

#include "lib/base/result.hpp"

namespace foyer::domain {

/// A file's name as it may be shown and saved anywhere: the last part of a path, without control characters and signs
/// that turn the direction of writing, at most 255 bytes (its ending is kept). Error: `bad_name` (nothing is left, or
/// no valid UTF-8).
[[nodiscard]] Result<std::string> parse_file_name(std::string_view text);

/// The MIME type a sender names, or empty if it is not well formed.
[[nodiscard]] std::string parse_file_type(std::string_view text);

/// What a browser may be told the file is: one of a few kinds that hold no program, else application/octet-stream.
[[nodiscard]] std::string_view safe_file_type(std::string_view type);

}  // namespace foyer::domain
