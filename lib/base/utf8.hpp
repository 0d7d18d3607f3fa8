#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

namespace foyer {

/// Takes the first code point off `text`. nullopt at the end, and where `text` does not begin with valid UTF-8
/// (overlong forms, surrogates and values beyond U+10FFFF are invalid); then `text` is left as it is.
std::optional<char32_t> take_code_point(std::string_view& text);

[[nodiscard]] bool is_utf8(std::string_view text);

/// Code points. `text` must be valid.
[[nodiscard]] std::size_t count_code_points(std::string_view text);

}  // namespace foyer
