#include "server/storage/sqlite/sqlite_audit_store.hpp"

#include "server/storage/rules/room_rules.hpp"
#include "server/storage/sqlite/audit_rows.hpp"

namespace foyer::storage {

namespace {

using domain::AuditEntry;

constexpr std::size_t bytes_of_request = 1024;

AuditEntry entry_of(const Query& row) {
    AuditEntry entry;
    entry.id = AuditId{row.number(0)};
    entry.at = row.instant(1);
    entry.actor = ContactId{row.number(2)};
    entry.actor_name = row.string(3);
    entry.local = row.flag(4);
    entry.action = static_cast<domain::AuditAction>(row.number(5));
    entry.target.kind = static_cast<domain::AuditTargetKind>(row.number(6));
    entry.target.id = row.number(7);
    entry.target.name = row.string(8);
    entry.detail = row.string(9);
    return entry;
}

Query query_entries(Connection& db, const ports::AuditFilter& filter) {
    const std::int64_t below = filter.before ? filter.before.value() : std::int64_t{largest_id} + 1;
    if (filter.actor && filter.action) {
        return db.query(
            "SELECT id, at, actor, actor_name, local, action, target_kind, target, target_name, detail FROM audit"
            " WHERE id < ? AND actor = ? AND action = ? ORDER BY id DESC LIMIT ?",
            below, filter.actor, *filter.action, filter.limit);
    }
    if (filter.actor) {
        return db.query(
            "SELECT id, at, actor, actor_name, local, action, target_kind, target, target_name, detail FROM audit"
            " WHERE id < ? AND actor = ? ORDER BY id DESC LIMIT ?",
            below, filter.actor, filter.limit);
    }
    if (filter.action) {
        return db.query(
            "SELECT id, at, actor, actor_name, local, action, target_kind, target, target_name, detail FROM audit"
            " WHERE id < ? AND action = ? ORDER BY id DESC LIMIT ?",
            below, *filter.action, filter.limit);
    }
    return db.query(
        "SELECT id, at, actor, actor_name, local, action, target_kind, target, target_name, detail FROM audit"
        " WHERE id < ? ORDER BY id DESC LIMIT ?",
        below, filter.limit);
}

}  // namespace

Task<Result<AuditId>> SqliteAuditStore::enter(AuditEntry entry) {
    co_return co_await writer_.write<AuditId>(bytes_of_request + entry.detail.size(), [&](WriteContext& context) {
        return atomically(context.db, [&] { return put_audit(context.db, entry); });
    });
}

Task<Result<std::vector<AuditEntry>>> SqliteAuditStore::entries(ports::AuditFilter filter) {
    using Entries = std::vector<AuditEntry>;
    co_return co_await readers_.read<Entries>([&](Connection& db) -> Result<Entries> {
        Entries found;
        auto row = query_entries(db, filter);
        while (row.step()) found.push_back(entry_of(row));
        return found;
    });
}

Task<Result<std::uint32_t>> SqliteAuditStore::remove_before(Instant until, std::uint32_t limit) {
    co_return co_await writer_.write<std::uint32_t>(
        bytes_of_request, [&](WriteContext& context) -> Result<std::uint32_t> {
            return atomically(context.db, [&]() -> Result<std::uint32_t> {
                context.db.run("UPDATE meta SET value = max(value, ?) WHERE name = 'audit_kept_from'", until);
                const int removed = context.db.run(
                    "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < ? ORDER BY at LIMIT ?)", until,
                    limit);
                return static_cast<std::uint32_t>(removed);
            });
        });
}

}  // namespace foyer::storage
