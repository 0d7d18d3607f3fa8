#pragma once
#include <filesystem>

namespace foyer::bench {

/// What the disk under this folder does at best for one who waits: pages of 4 KiB written over and made durable, one
/// after the other, per second. Measured for half a second.
[[nodiscard]] double syncs_per_second(const std::filesystem::path& folder);

}  // namespace foyer::bench
