#pragma once
#include "server/ports/roster_store.hpp"
#include "server/storage/sqlite/readers.hpp"
#include "server/storage/sqlite/writer.hpp"

namespace foyer::storage {

/// ports::RosterStore over one SQLite file.
class SqliteRosterStore final : public ports::RosterStore {
public:
    SqliteRosterStore(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

    Task<Result<domain::Relation>> relation(ContactId one, ContactId other) override;
    Task<Result<std::vector<domain::Relation>>> relations_of(ContactId person) override;
    Task<Result<std::uint32_t>> commit(domain::Relation relation) override;

private:
    Writer& writer_;
    Readers& readers_;
};

}  // namespace foyer::storage
