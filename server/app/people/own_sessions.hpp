#pragma once
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/app/caller.hpp"
#include "server/app/people/sessions.hpp"

namespace foyer::app {

/// The caller's living sessions and login tokens, newest first.
class ListSessions {
public:
    explicit ListSessions(Sessions& sessions) : sessions_(sessions) {}
    Task<Result<std::vector<ports::Session>>> run(Caller caller);

private:
    Sessions& sessions_;
};

/// Ends one of them, and with a session the login tokens of the same login. Errors: `not_found` (also for somebody
/// else's), `store_failed`.
class RevokeSession {
public:
    explicit RevokeSession(Sessions& sessions) : sessions_(sessions) {}
    Task<Result<void>> run(Caller caller, SessionId session);

private:
    Sessions& sessions_;
};

}  // namespace foyer::app
