#pragma once
#include <string>
#include <vector>

#include "server/domain/call/call.hpp"
#include "server/domain/call/signal.hpp"

namespace foyer::app {

/// STUN and TURN servers (config section `calls`).
struct IceSettings {
    std::vector<std::string> stun_servers;
    std::vector<std::string> turn_servers;
    std::string turn_secret;  ///< A secret; empty: the TURN servers ask for no credentials.
    Millis turn_lifetime = std::chrono::hours{12};
    bool relay_only = false;
};

/// The bounds of calls. Defaults are those of schema/config.
struct CallSettings {
    domain::CallLimits limits;
    domain::SignalLimits signals;
    std::uint32_t signals_per_second = 100;  ///< Of one peer, on average; four times as many at once.
    IceSettings ice;
};

}  // namespace foyer::app
