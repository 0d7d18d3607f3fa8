#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace foyer::config {

/// How many letters must be changed, added, dropped or swapped with their neighbour to get from one word to the other.
[[nodiscard]] std::size_t edit_distance(std::string_view from, std::string_view to);

/// " Did you mean http.listen?" for the nearest of `candidates`, or "" if none is near.
[[nodiscard]] std::string did_you_mean(std::string_view written, const std::vector<std::string_view>& candidates);

/// The same for a key of the file or a flag ("http.lisen", "rooms.frame_bytes"), and for an environment variable.
[[nodiscard]] std::string suggest_key(std::string_view written);
[[nodiscard]] std::string suggest_environment(std::string_view written);

}  // namespace foyer::config
