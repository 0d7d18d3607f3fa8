#pragma once
#include <cstdint>

namespace foyer::gateway {

/// Why the server closes a feed, as the client reads it (table in schema/feed.proto). The four from 4000 on are ours.
enum class CloseCode : std::uint16_t {
    normal = 1000,
    going_away = 1001,
    protocol_error = 1002,
    unsupported = 1003,
    bad_data = 1007,
    too_big = 1009,
    retry = 4000,       ///< Come back after the hint, then with a growing back-off.
    resume = 4001,      ///< Come back at once, with cursors.
    stop = 4002,        ///< This client would do the same wrong thing again.
    logged_out = 4003,  ///< Log in first.
};

/// GoingAway.final: reconnecting by oneself is pointless.
[[nodiscard]] constexpr bool is_final(CloseCode code) {
    return code == CloseCode::stop || code == CloseCode::logged_out || code == CloseCode::normal;
}

}  // namespace foyer::gateway
