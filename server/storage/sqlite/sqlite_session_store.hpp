#pragma once
#include "server/ports/session_store.hpp"
#include "server/storage/sqlite/readers.hpp"
#include "server/storage/sqlite/writer.hpp"

namespace foyer::storage {

/// ports::SessionStore over one SQLite file.
class SqliteSessionStore final : public ports::SessionStore {
public:
    SqliteSessionStore(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

    Task<Result<ports::Session>> create(ports::Session session, domain::Audited audited) override;
    Task<Result<std::optional<ports::Session>>> find(ports::TokenHash token_hash) override;
    Task<Result<std::vector<ports::Session>>> sessions_of(ContactId person) override;
    Task<Result<void>> prolong(SessionId id, Instant expires) override;
    Task<Result<bool>> revoke(SessionId id) override;
    Task<Result<void>> revoke_all_of(ContactId person, domain::Audited audited) override;
    Task<Result<void>> remove_expired(Instant now) override;
    Task<Result<ports::EndedSessions>> ended_after(std::uint64_t cursor) override;

private:
    Writer& writer_;
    Readers& readers_;
};

}  // namespace foyer::storage
