#pragma once
#include <atomic>

#include "server/app/app.hpp"
#include "server/gateway/http/router.hpp"

namespace foyer::gateway {

/// What is counted for /metrics. Any thread.
struct LoginCounters {
    std::atomic<std::uint64_t> opened{0};
    std::atomic<std::uint64_t> refused{0};
};

/// POST, GET and DELETE /api/session (schema/http.proto): logging in, who am I, logging out. Any I/O thread.
/// `app` and `counters` outlive the router.
void add_session_operations(Router& router, app::App& app, LoginCounters& counters);

}  // namespace foyer::gateway
