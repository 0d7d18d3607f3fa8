#pragma once
#include <functional>
#include <string>
#include <vector>

#include "lib/net/websocket_connection.hpp"
#include "server/app/app.hpp"
#include "server/gateway/ws/feed_machine.hpp"
#include "server/gateway/ws/hub.hpp"

namespace foyer::gateway {

/// The named bounds of all feeds (config section `feed`).
struct FeedSettings {
    FeedRules rules;
    net::WebSocketSettings socket;            ///< `pending_bytes`: beyond, the feed is cut with `resume`.
    std::uint32_t connections_per_user = 50;  ///< Feeds of one person at the same time.
    /// When clients are told to come back after a stop: this, and up to four times as much more by chance.
    Millis restart_hint{1'000};
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
