#include "server/storage/sqlite/audit_rows.hpp"

#include "server/storage/rules/room_rules.hpp"

namespace foyer::storage {

Result<AuditId> put_audit(Connection& db, const domain::AuditEntry& entry) {
    db.run(
        "INSERT INTO audit (at, actor, actor_name, local, action, target_kind, target, target_name, detail)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.at, entry.actor, entry.actor_name, entry.local, entry.action, entry.target.kind, entry.target.id,
        entry.target.name, entry.detail);
    if (db.last_id() > largest_id) return refuse(ErrorCode::limit_reached, "There are no numbers left.");
    return AuditId{static_cast<std::uint32_t>(db.last_id())};
}

Result<void> put_audited(Connection& db, const domain::Audited& audited, std::uint32_t new_id) {
    if (!audited) return {};
    auto entry = *audited;
    if (entry.target.id == 0) entry.target.id = new_id;
    if (auto put = put_audit(db, entry); !put) return refuse(put.error());
    return {};
}

}  // namespace foyer::storage
