#include "server/storage/memory/memory_audit_store.hpp"

#include <ranges>

namespace foyer::storage {

using domain::AuditEntry;

Task<Result<AuditId>> MemoryAuditStore::enter(AuditEntry entry) {
    co_return co_await tables_.write<AuditId>([&]() -> Result<AuditId> { return tables_.enter(std::move(entry)); });
}

Task<Result<std::vector<AuditEntry>>> MemoryAuditStore::entries(ports::AuditFilter filter) {
    using Entries = std::vector<AuditEntry>;
    co_return co_await tables_.read<Entries>([&]() -> Result<Entries> {
        Entries found;
        for (const auto& entry : tables_.audit | std::views::values | std::views::reverse) {
            const bool listed = (!filter.before || entry.id < filter.before) &&
                                (!filter.actor || entry.actor == filter.actor) &&
                                (!filter.action || entry.action == *filter.action);
            if (listed && found.size() < filter.limit) found.push_back(entry);
        }
        return found;
    });
}

Task<Result<std::uint32_t>> MemoryAuditStore::remove_before(Instant until, std::uint32_t limit) {
    co_return co_await tables_.write<std::uint32_t>([&]() -> Result<std::uint32_t> {
        std::uint32_t removed = 0;
        std::erase_if(tables_.audit,
                      [&](const auto& row) { return row.second.at < until && removed < limit && ++removed != 0; });
        return removed;
    });
}

}  // namespace foyer::storage
