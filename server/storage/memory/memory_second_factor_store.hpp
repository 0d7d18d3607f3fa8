#pragma once
#include "server/storage/memory/memory_tables.hpp"

namespace foyer::storage {

/// ports::SecondFactorStore over MemoryTables.
class MemorySecondFactorStore final : public ports::SecondFactorStore {
public:
    explicit MemorySecondFactorStore(MemoryTables& tables) : tables_(tables) {}

    Task<Result<std::optional<domain::SecondFactor>>> find(ContactId person) override;
    Task<Result<void>> commit(domain::SecondFactor factor) override;
    Task<Result<void>> remove(ContactId person, domain::Audited audited) override;

private:
    MemoryTables& tables_;
};

}  // namespace foyer::storage
