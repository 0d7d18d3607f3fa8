#include "server/storage/sqlite/sqlite_api_key_store.hpp"

#include <algorithm>
#include <utility>

#include "server/storage/rules/room_rules.hpp"
#include "server/storage/sqlite/audit_rows.hpp"

namespace foyer::storage {

namespace {

using ports::ApiKey;

constexpr std::size_t bytes_of_request = 512;

ApiKey key_of(const Query& row) {
    ApiKey key;
    key.id = ApiKeyId{row.number(0)};
    key.person = ContactId{row.number(1)};
    key.name = row.string(2);
    const auto hash = row.blob(3);
    std::copy_n(hash.begin(), std::min(hash.size(), key.token_hash.size()), key.token_hash.begin());
    key.scopes = domain::Scopes::of_bits(row.number(4));
    key.created = row.instant(5);
    key.expires = row.instant(6);
    key.last_used = row.instant(7);
    return key;
}

Result<ApiKeyId> insert_key(Connection& db, const ApiKey& key) {
    try {
        db.run(
            "INSERT INTO api_keys (person, name, token_hash, scopes, created, expires, last_used)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            key.person, key.name, std::span<const std::uint8_t>(key.token_hash), key.scopes.bits(), key.created,
            key.expires, key.last_used);
    } catch (const SqliteError& error) {
        if (error.is_unique_violation()) return refuse(ErrorCode::already_exists);
        if (error.is_foreign_key_violation()) return refuse(ErrorCode::not_found);
        throw;
    }
    if (db.last_id() > largest_id) return refuse(ErrorCode::limit_reached, "There are no numbers left.");
    return ApiKeyId{static_cast<std::uint32_t>(db.last_id())};
}

}  // namespace

Task<Result<ApiKey>> SqliteApiKeyStore::create(ApiKey key, domain::Audited audited) {
    co_return co_await writer_.write<ApiKey>(bytes_of_request, [&](WriteContext& context) -> Result<ApiKey> {
        const auto id = audited_write(
            context.db, audited, [&] { return insert_key(context.db, key); },
            [](const Result<ApiKeyId>& made) { return made->value(); });
        if (!id) return refuse(id.error());
        key.id = *id;
        return key;
    });
}

Task<Result<std::optional<ApiKey>>> SqliteApiKeyStore::find(ports::TokenHash token_hash) {
    using Found = std::optional<ApiKey>;
    co_return co_await readers_.read<Found>([&](Connection& db) -> Result<Found> {
        auto row = db.query(
            "SELECT id, person, name, token_hash, scopes, created, expires, last_used FROM api_keys"
            " WHERE token_hash = ?",
            std::span<const std::uint8_t>(token_hash));
        return row.step() ? Found{key_of(row)} : Found{};
    });
}

Task<Result<std::vector<ApiKey>>> SqliteApiKeyStore::keys_of(ContactId person) {
    using Keys = std::vector<ApiKey>;
    co_return co_await readers_.read<Keys>([&](Connection& db) -> Result<Keys> {
        Keys keys;
        auto row = db.query(
            "SELECT id, person, name, token_hash, scopes, created, expires, last_used FROM api_keys"
            " WHERE person = ? ORDER BY id",
            person);
        while (row.step()) keys.push_back(key_of(row));
        return keys;
    });
}

Task<Result<void>> SqliteApiKeyStore::note_use(std::vector<std::pair<ApiKeyId, Instant>> uses) {
    const auto bytes = bytes_of_request + uses.size() * sizeof uses.front();
    co_return co_await writer_.write<void>(bytes, [&](WriteContext& context) -> Result<void> {
        for (const auto& [id, used] : uses) {
            context.db.run("UPDATE api_keys SET last_used = max(last_used, ?) WHERE id = ?", used, id);
        }
        return {};
    });
}

Task<Result<bool>> SqliteApiKeyStore::revoke(ApiKeyId id, domain::Audited audited) {
    co_return co_await writer_.write<bool>(bytes_of_request, [&](WriteContext& context) -> Result<bool> {
        return audited_removal(context.db, audited, "DELETE FROM api_keys WHERE id = ?", id);
    });
}

}  // namespace foyer::storage
