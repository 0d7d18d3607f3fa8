#pragma once
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/app/audit/audit_log.hpp"
#include "server/app/people/actor.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/app/people/sessions.hpp"

namespace foyer::app {

/// Somebody's living sessions and login tokens, newest first, for administrators. Errors: `forbidden`, `not_found`,
/// `store_failed`.
class ListSessionsOfUser {
public:
    ListSessionsOfUser(DirectoryCache& directory, Sessions& sessions) : directory_(directory), sessions_(sessions) {}
    Task<Result<std::vector<ports::Session>>> run(Actor actor, ContactId person);

private:
    DirectoryCache& directory_;
    Sessions& sessions_;
};

/// Ends one of them, and with a session the login tokens of the same login. The same rights and errors.
class RevokeSessionOfUser {
public:
    RevokeSessionOfUser(DirectoryCache& directory, Sessions& sessions, AuditLog& audit)
        : directory_(directory), sessions_(sessions), audit_(audit) {}
    Task<Result<void>> run(Actor actor, ContactId person, SessionId session);

private:
    DirectoryCache& directory_;
    Sessions& sessions_;
    AuditLog& audit_;
};

}  // namespace foyer::app
