#pragma once
#include <optional>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/domain/audit/audit_entry.hpp"

namespace foyer::ports {

/// Which entries to read: those with a smaller id than `before` (0: from the newest), at most `limit`.
struct AuditFilter {
    AuditId before;
    ContactId actor;  ///< 0: of anybody.
    std::optional<domain::AuditAction> action;
    std::uint32_t limit = 0;
};

/// The audit log: entries are added, and removed when they are old; nothing else. An entry about a change is stored
/// together with it, by the store of what changes (`Audited`): both or none. Any I/O thread; a write resumes its caller
/// when it is durable. Errors: `limit_reached` (ids have 31 bits), `store_failed`, `unavailable`.
class AuditStore {
public:
    virtual ~AuditStore() = default;

    /// Gives the id.
    virtual Task<Result<AuditId>> enter(domain::AuditEntry entry) = 0;
    /// Newest first.
    virtual Task<Result<std::vector<domain::AuditEntry>>> entries(AuditFilter filter) = 0;
    /// Removes entries older than `until`, the oldest first, at most `limit`. Gives how many went.
    virtual Task<Result<std::uint32_t>> remove_before(Instant until, std::uint32_t limit) = 0;
};

}  // namespace foyer::ports
