#include "server/storage/memory/memory_api_key_store.hpp"

#include <algorithm>
#include <ranges>

namespace foyer::storage {

using ports::ApiKey;

Task<Result<ApiKey>> MemoryApiKeyStore::create(ApiKey key, domain::Audited audited) {
    co_return co_await tables_.write<ApiKey>([&]() -> Result<ApiKey> {
        if (!tables_.people.contains(key.person)) return refuse(ErrorCode::not_found);
        const auto same = [&](const ApiKey& other) { return other.token_hash == key.token_hash; };
        if (std::ranges::any_of(tables_.api_keys | std::views::values, same)) return refuse(ErrorCode::already_exists);
        key.id = ApiKeyId{++tables_.last_api_key};
        tables_.api_keys.emplace(key.id, key);
        tables_.enter(audited, key.id.value());
        return key;
    });
}

Task<Result<std::optional<ApiKey>>> MemoryApiKeyStore::find(ports::TokenHash token_hash) {
    using Found = std::optional<ApiKey>;
    co_return co_await tables_.read<Found>([&]() -> Result<Found> {
        for (const auto& key : tables_.api_keys | std::views::values) {
            if (key.token_hash == token_hash) return Found{key};
        }
        return Found{};
    });
}

Task<Result<std::vector<ApiKey>>> MemoryApiKeyStore::keys_of(ContactId person) {
    using Keys = std::vector<ApiKey>;
    co_return co_await tables_.read<Keys>([&]() -> Result<Keys> {
        Keys keys;
        for (const auto& key : tables_.api_keys | std::views::values) {
            if (key.person == person) keys.push_back(key);
        }
        return keys;
    });
}

Task<Result<void>> MemoryApiKeyStore::note_use(std::vector<std::pair<ApiKeyId, Instant>> uses) {
    co_return co_await tables_.write<void>([&]() -> Result<void> {
        for (const auto& [id, used] : uses) {
            const auto found = tables_.api_keys.find(id);
            if (found != tables_.api_keys.end()) found->second.last_used = std::max(found->second.last_used, used);
        }
        return {};
    });
}

Task<Result<bool>> MemoryApiKeyStore::revoke(ApiKeyId id, domain::Audited audited) {
    co_return co_await tables_.write<bool>([&]() -> Result<bool> {
        if (tables_.api_keys.erase(id) == 0) return false;
        tables_.enter(audited);
        return true;
    });
}

}  // namespace foyer::storage
