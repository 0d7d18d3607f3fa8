#pragma once
#include <vector>

#include "server/app/audit/audit_log.hpp"

namespace foyer::app {

struct AuditPage {
    std::vector<domain::AuditEntry> entries;  ///< Newest first.
    bool more = false;
};

/// The audit log, for administrators. That it is read is entered, each time from its newest entry and once per session
/// at least; the page shows that already. Any I/O thread. Errors: `forbidden`, `store_failed`.
class ReadAudit {
public:
    explicit ReadAudit(AuditLog& log) : log_(log) {}

    Task<Result<AuditPage>> run(Actor actor, ports::AuditFilter filter);

private:
    AuditLog& log_;
};

}  // namespace foyer::app
