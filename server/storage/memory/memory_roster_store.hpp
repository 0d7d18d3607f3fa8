#pragma once
#include "server/storage/memory/memory_tables.hpp"

namespace foyer::storage {

/// ports::RosterStore over MemoryTables.
class MemoryRosterStore final : public ports::RosterStore {
public:
    explicit MemoryRosterStore(MemoryTables& tables) : tables_(tables) {}

    Task<Result<domain::Relation>> relation(ContactId one, ContactId other) override;
    Task<Result<std::vector<domain::Relation>>> relations_of(ContactId person) override;
    Task<Result<std::uint32_t>> commit(domain::Relation relation) override;

private:
    MemoryTables& tables_;
};

}  // namespace foyer::storage
