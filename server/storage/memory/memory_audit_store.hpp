#pragma once
#include "server/storage/memory/memory_tables.hpp"

namespace foyer::storage {

/// ports::AuditStore in memory.
class MemoryAuditStore final : public ports::AuditStore {
public:
    explicit MemoryAuditStore(MemoryTables& tables) : tables_(tables) {}

    Task<Result<AuditId>> enter(domain::AuditEntry entry) override;
    Task<Result<std::vector<domain::AuditEntry>>> entries(ports::AuditFilter filter) override;
    Task<Result<std::uint32_t>> remove_before(Instant until, std::uint32_t limit) override;

private:
    MemoryTables& tables_;
};

}  // namespace foyer::storage
