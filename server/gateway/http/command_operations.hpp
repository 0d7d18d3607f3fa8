#pragma once
#include "server/app/app.hpp"
#include "server/gateway/http/router.hpp"

namespace foyer::gateway {

/// POST /rest/command/ACTION/ (contract 7, docs/commands.md). Any I/O thread. `app` outlives the router.
void add_command_operations(Router& router, app::App& app);

}  // namespace foyer::gateway
