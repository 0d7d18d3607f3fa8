#pragma once
#include "server/ports/audit_store.hpp"
#include "server/storage/sqlite/readers.hpp"
#include "server/storage/sqlite/writer.hpp"

namespace foyer::storage {

/// ports::AuditStore over one SQLite file. That nothing is changed or removed before its time, the database itself sees
/// to (triggers in migrations/0009_audit.sql).
class SqliteAuditStore final : public ports::AuditStore {
public:
    SqliteAuditStore(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

    Task<Result<AuditId>> enter(domain::AuditEntry entry) override;
    Task<Result<std::vector<domain::AuditEntry>>> entries(ports::AuditFilter filter) override;
    Task<Result<std::uint32_t>> remove_before(Instant until, std::uint32_t limit) override;

private:
    Writer& writer_;
    Readers& readers_;
};

}  // namespace foyer::storage
