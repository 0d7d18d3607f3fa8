#pragma once
#include "server/app/app.hpp"
#include "server/gateway/http/router.hpp"

namespace foyer::gateway {

/// POST /rest/ops/create/ of type `extuser`: a guest, for programs of administrators and supervisors (docs/guests.md). Any
/// I/O thread. `app` outlives the router.
void add_legacy_guests(Router& router, app::App& app);

}  // namespace foyer::gateway
