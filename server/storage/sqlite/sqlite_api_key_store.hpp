#pragma once
#include "server/ports/api_key_store.hpp"
#include "server/storage/sqlite/readers.hpp"
#include "server/storage/sqlite/writer.hpp"

namespace foyer::storage {

/// ports::ApiKeyStore over one SQLite file.
class SqliteApiKeyStore final : public ports::ApiKeyStore {
public:
    SqliteApiKeyStore(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

    Task<Result<ports::ApiKey>> create(ports::ApiKey key, domain::Audited audited) override;
    Task<Result<std::optional<ports::ApiKey>>> find(ports::TokenHash token_hash) override;
    Task<Result<std::vector<ports::ApiKey>>> keys_of(ContactId person) override;
    Task<Result<void>> note_use(std::vector<std::pair<ApiKeyId, Instant>> uses) override;
    Task<Result<bool>> revoke(ApiKeyId id, domain::Audited audited) override;

private:
    Writer& writer_;
    Readers& readers_;
};

}  // namespace foyer::storage
