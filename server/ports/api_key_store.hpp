#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/domain/audit/audit_entry.hpp"
#include "server/domain/person/scope.hpp"
#include "server/ports/session_store.hpp"

namespace foyer::ports {

/// What a program proves itself by in the name of a person. The key itself is never stored.
struct ApiKey {
    ApiKeyId id;
    ContactId person;
    std::string name;  ///< What the person calls it.
    TokenHash token_hash{};
    domain::Scopes scopes;
    Instant created{};
    Instant expires{};    ///< 0: never.
    Instant last_used{};  ///< 0: never yet. Written now and then, not with every use.
};

/// API keys. May be called on any I/O thread; a write resumes its caller when it is durable.
/// Errors: `not_found`, `already_exists`, `store_failed`, `unavailable`. A refused call changes nothing.
/// With `audited` what is done is entered in the audit log with it, both or none.
class ApiKeyStore {
public:
    virtual ~ApiKeyStore() = default;

    /// Gives the id, never used before. `not_found` for an unknown person, `already_exists` for a known token.
    virtual Task<Result<ApiKey>> create(ApiKey key, domain::Audited audited = nullptr) = 0;
    /// Expired keys, too: whether a key still counts is the caller's question.
    virtual Task<Result<std::optional<ApiKey>>> find(TokenHash token_hash) = 0;
    /// By id.
    virtual Task<Result<std::vector<ApiKey>>> keys_of(ContactId person) = 0;
    /// Moves `last_used` of these keys forward, never back. Keys that are gone are passed over.
    virtual Task<Result<void>> note_use(std::vector<std::pair<ApiKeyId, Instant>> uses) = 0;
    /// False if it was gone already.
    virtual Task<Result<bool>> revoke(ApiKeyId id, domain::Audited audited = nullptr) = 0;
};

}  // namespace foyer::ports
