#pragma once
#include "server/app/app.hpp"
#include "server/gateway/http/router.hpp"

namespace foyer::gateway {

/// POST, GET and DELETE /api/session (schema/http.proto): logging in, who am I, logging out. Any I/O thread.
void add_session_operations(Router& router, app::App& app);

}  // namespace foyer::gateway
