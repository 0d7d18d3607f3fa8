#pragma once
#include "server/gateway/http/server_operations.hpp"
#include "server/gateway/rest/rest_operations.hpp"
#include "server/main/settings.hpp"

namespace foyer::main {

/// What the command line may ask, of a running server and of this process alike. `desk` outlives it.
[[nodiscard]] inline gateway::Router operator_routes(gateway::RestDesk& desk, const config::Config& config) {
    gateway::Router router;
    gateway::add_rest_operations(router, desk);
    gateway::add_limits(router, limits_json(config));
    return router;
}

}  // namespace foyer::main
