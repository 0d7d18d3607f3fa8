#pragma once
#include "server/app/app.hpp"
#include "server/gateway/http/router.hpp"

namespace foyer::gateway {

/// POST /api/password and /api/second-factor (schema/http.proto): what people prove themselves with. Any I/O thread.
/// `app` outlives the router.
void add_credential_operations(Router& router, app::App& app);

}  // namespace foyer::gateway
