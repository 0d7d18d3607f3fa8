#include "server/app/audit/read_audit.hpp"

namespace foyer::app {

Task<Result<AuditPage>> ReadAudit::run(Actor actor, ports::AuditFilter filter) {
    if (!may_administer(actor, *log_.directory().current())) co_return refuse(ErrorCode::forbidden);
    const bool from_newest = !filter.before;
    domain::AuditTarget whole;
    const auto entered = co_await log_.look(actor, domain::AuditAction::audit_read, std::move(whole), from_newest);
    if (!entered) co_return refuse(entered.error());
    const auto limit = filter.limit;
    ++filter.limit;  // Tells whether there is more.
    auto found = co_await log_.store().entries(filter);
    if (!found) co_return refuse(found.error());
    AuditPage page;
    page.more = found->size() > limit;
    if (page.more) found->resize(limit);
    page.entries = std::move(*found);
    co_return page;
}

}  // namespace foyer::app
