#pragma once
#include "server/storage/memory/memory_tables.hpp"

namespace foyer::storage {

/// ports::SessionStore over MemoryTables.
class MemorySessionStore final : public ports::SessionStore {
public:
    explicit MemorySessionStore(MemoryTables& tables) : tables_(tables) {}

    Task<Result<ports::Session>> create(ports::Session session, domain::Audited audited) override;
    Task<Result<std::optional<ports::Session>>> find(ports::TokenHash token_hash) override;
    Task<Result<std::vector<ports::Session>>> sessions_of(ContactId person) override;
    Task<Result<void>> prolong(SessionId id, Instant expires) override;
    Task<Result<bool>> revoke(SessionId id) override;
    Task<Result<void>> revoke_all_of(ContactId person, domain::Audited audited) override;
    Task<Result<void>> remove_expired(Instant now) override;
    Task<Result<ports::EndedSessions>> ended_after(std::uint64_t cursor) override;

private:
    void note_ended(const ports::Session& session);
    MemoryTables& tables_;
};

}  // namespace foyer::storage
