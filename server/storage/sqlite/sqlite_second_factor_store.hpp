#pragma once
#include "server/ports/second_factor_store.hpp"
#include "server/storage/sqlite/readers.hpp"
#include "server/storage/sqlite/writer.hpp"

namespace foyer::storage {

/// ports::SecondFactorStore over one SQLite file.
class SqliteSecondFactorStore final : public ports::SecondFactorStore {
public:
    SqliteSecondFactorStore(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

    Task<Result<std::optional<domain::SecondFactor>>> find(ContactId person) override;
    Task<Result<void>> commit(domain::SecondFactor factor) override;
    Task<Result<void>> remove(ContactId person, domain::Audited audited) override;

private:
    Writer& writer_;
    Readers& readers_;
};

}  // namespace foyer::storage
