#pragma once
#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/app/caller.hpp"
#include "server/app/people/sessions.hpp"

namespace foyer::app {

/// Ends the caller's session, cuts its connections, and ends what would let this login in again ("stay logged in");
/// other devices stay. Harmless when repeated. Error: `store_failed`.
class LogOut {
public:
    explicit LogOut(Sessions& sessions) : sessions_(sessions) {}
    Task<Result<void>> run(Caller caller);

private:
    Sessions& sessions_;
};

}  // namespace foyer::app
