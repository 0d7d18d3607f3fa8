#pragma once
#include <string>
#include <vector>

#include "server/app/audit/audit_log.hpp"
#include "server/app/people/actor.hpp"
#include "server/app/people/api_keys.hpp"
#include "server/app/people/directory_cache.hpp"

namespace foyer::app {

struct NewApiKey {
    ContactId person;
    std::string name;
    domain::Scopes scopes;
    Millis lifetime{0};  ///< 0: as long as `key_lifetime`, the longest there is.
};

/// Makes a key: for oneself, when logged in without one, and for anybody on the machine's own command line: a key
/// speaks in its owner's name, so nobody else may have one. Errors: `forbidden` (guests, others' keys, by a key),
/// `not_found`, `bad_name`, `bad_request` (no scope, too long), `limit_reached`, `store_failed`.
class CreateApiKey {
public:
    CreateApiKey(DirectoryCache& directory, ApiKeys& keys, const ports::Clock& clock, SessionSettings settings,
                 AuditLog& audit)
        : directory_(directory), keys_(keys), clock_(clock), settings_(settings), audit_(audit) {}
    Task<Result<ApiKeys::Made>> run(Actor actor, NewApiKey wish);

private:
    DirectoryCache& directory_;
    ApiKeys& keys_;
    const ports::Clock& clock_;
    SessionSettings settings_;
    AuditLog& audit_;
};

/// Somebody's keys, by id: one's own, and everybody's for administrators. Errors: `not_found`, `store_failed`.
class ListApiKeys {
public:
    ListApiKeys(DirectoryCache& directory, ApiKeys& keys) : directory_(directory), keys_(keys) {}
    Task<Result<std::vector<ports::ApiKey>>> run(Actor actor, ContactId person);

private:
    DirectoryCache& directory_;
    ApiKeys& keys_;
};

/// Ends a key at once. The same rights and errors; repeating it answers `not_found`.
class RevokeApiKey {
public:
    RevokeApiKey(DirectoryCache& directory, ApiKeys& keys, AuditLog& audit)
        : directory_(directory), keys_(keys), audit_(audit) {}
    Task<Result<void>> run(Actor actor, ContactId person, ApiKeyId key);

private:
    DirectoryCache& directory_;
    ApiKeys& keys_;
    AuditLog& audit_;
};

}  // namespace foyer::app
