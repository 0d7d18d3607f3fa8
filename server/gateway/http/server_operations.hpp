#pragma once
#include <functional>
#include <string>
#include <vector>

#include "server/app/app.hpp"
#include "server/gateway/http/router.hpp"

namespace foyer::gateway {

/// What the server says about itself.
struct ServerFacts {
    std::uint32_t epoch = 0;
    std::vector<std::string> features;
    std::string limits_json;         ///< The answer of /limits.
    std::function<bool()> is_ready;  ///< Any thread.
};

/// GET /api/info, POST /api/setup, GET /limits, /healthz and /readyz. Any I/O thread.
void add_server_operations(Router& router, app::App& app, ServerFacts facts);
/// GET /limits alone.
void add_limits(Router& router, std::string limits_json);

}  // namespace foyer::gateway
