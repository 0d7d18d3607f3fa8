#pragma once
#include <vector>

#include "schema/feed.pb.h"
#include "server/app/open_feed.hpp"

namespace foyer::gateway {

/// The snapshot in as many frames as it takes that none is much larger than `frame_bytes` on the wire; a single room or
/// message that is larger stays whole. At least one frame; only the last one has `last`. Pure.
[[nodiscard]] std::vector<v1::ServerFrame> snapshot_frames(const app::FeedSnapshot& snapshot, std::size_t frame_bytes);

}  // namespace foyer::gateway
