#pragma once
#include <functional>
#include <string>
#include <vector>

#include "server/app/app.hpp"
#include "server/gateway/ws/feed_machine.hpp"
#include "server/gateway/ws/hub.hpp"

namespace foyer::gateway {

/// The named bounds of all feeds (config section `feed`).
struct FeedSettings {
    FeedRules rules;
    std::uint32_t frame_bytes = 256 * 1024;    ///< Of one frame in either direction.
    std::uint32_t queue_bytes = 1024 * 1024;   ///< Not yet taken by the reader: beyond, the feed is cut with `resume`.
    std::uint32_t connections_per_user = 100;  ///< Feeds of one person at the same time.
    Millis restart_spread{5'000};              ///< Clients come back within this time after a stop, at random.
};

/// What every feed needs. Made in main, outlives all connections.
struct FeedServices {
    app::App& app;
    Hub& hub;
    FeedSettings settings;
    v1::Limits limits;  ///< For Welcome.
    std::uint32_t epoch = 0;
    std::vector<std::string> features;      ///< For Welcome.
    std::function<std::uint32_t()> random;  ///< Any thread; need not be unguessable.
};

}  // namespace foyer::gateway
