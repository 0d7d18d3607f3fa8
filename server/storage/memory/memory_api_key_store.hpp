#pragma once
#include "server/storage/memory/memory_tables.hpp"

namespace foyer::storage {

/// ports::ApiKeyStore over MemoryTables.
class MemoryApiKeyStore final : public ports::ApiKeyStore {
public:
    explicit MemoryApiKeyStore(MemoryTables& tables) : tables_(tables) {}

    Task<Result<ports::ApiKey>> create(ports::ApiKey key, domain::Audited audited) override;
    Task<Result<std::optional<ports::ApiKey>>> find(ports::TokenHash token_hash) override;
    Task<Result<std::vector<ports::ApiKey>>> keys_of(ContactId person) override;
    Task<Result<void>> note_use(std::vector<std::pair<ApiKeyId, Instant>> uses) override;
    Task<Result<bool>> revoke(ApiKeyId id, domain::Audited audited) override;

private:
    MemoryTables& tables_;
};

}  // namespace foyer::storage
