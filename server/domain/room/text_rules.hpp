#pragma once
#include <cstdint>
#include <string_view>

#include "lib/base/result.hpp"

namespace foyer::domain {

/// A message's text: valid UTF-8 without U+0000, not empty, at most `max_bytes`. Error: `bad_text`.
[[nodiscard]] Result<void> check_text(std::string_view text, std::uint32_t max_bytes);

/// A room's name: valid UTF-8 without control characters, not only blanks, at most `max_characters`. Error: `bad_name`.
[[nodiscard]] Result<void> check_room_name(std::string_view name, std::uint32_t max_characters);

}  // namespace foyer::domain
