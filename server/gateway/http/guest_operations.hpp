#pragma once
#include <atomic>

#include "server/app/app.hpp"
#include "server/gateway/http/router.hpp"

namespace foyer::gateway {

/// What is counted for /metrics. Any thread.
struct GuestCounters {
    std::atomic<std::uint64_t> redeemed{0};
    std::atomic<std::uint64_t> refused{0};  ///< Wrong links and PINs, and attempts beyond the bound.
};

/// POST /api/guest/look and /api/guest/redeem (schema/http.proto). Any I/O thread. Tokens never reach a log.
/// `app` and `counters` outlive the router.
void add_guest_operations(Router& router, app::App& app, GuestCounters& counters);

}  // namespace foyer::gateway
