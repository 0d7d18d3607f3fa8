#pragma once
#include "server/app/app.hpp"
#include "server/gateway/http/router.hpp"
#include "server/gateway/http/session_operations.hpp"

namespace foyer::gateway {

/// POST /rest/auth/login, /rest/auth/check and /rest/auth/logout: logging in as older programs do it, by name and
/// password, with a session cookie. Any I/O thread. `app` and `counters` outlive the router.
void add_legacy_auth(Router& router, app::App& app, LoginCounters& counters);

}  // namespace foyer::gateway
