#pragma once
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/app/people/people_settings.hpp"
#include "server/app/people/tokens.hpp"
#include "server/ports/api_key_store.hpp"
#include "server/ports/publisher.hpp"
#include "server/ports/world.hpp"

namespace foyer::app {

/// Makes, finds and ends API keys, and notes now and then that they were used. An ended one is refused and its feeds
/// are cut at once. Any thread.
class ApiKeys {
public:
    static constexpr std::string_view prefix = "fk_";

    ApiKeys(ports::ApiKeyStore& store, ports::Publisher& publisher, const ports::Clock& clock, ports::Random& random,
            SessionSettings settings);

    struct Made {
        ports::ApiKey key;
        std::string token;  ///< A secret; stored nowhere.
    };
    /// Of `key` id, hash and creation are given here. Errors: `limit_reached`, `not_found` (person), `store_failed`.
    Task<Result<Made>> make(ports::ApiKey key, domain::Audited audited = nullptr);
    /// The living key of a token; remembers that it was used. Errors: `not_logged_in`, `store_failed`.
    Task<Result<ports::ApiKey>> find(std::string token);
    Task<Result<std::vector<ports::ApiKey>>> list(ContactId person);
    /// Error besides: `not_found` (also for a key of somebody else).
    Task<Result<void>> revoke(ContactId person, ApiKeyId id, domain::Audited audited = nullptr);
    /// Writes down what was used since the last time. By Upkeep.
    Task<Result<void>> note_uses();

private:
    struct Cached {
        ports::ApiKey key;
        Instant read;
    };
    struct Hasher {
        std::size_t operator()(const ports::TokenHash& hash) const noexcept;
    };
    [[nodiscard]] std::optional<ports::ApiKey> cached(const ports::TokenHash& hash, Instant now);
    void used(const ports::ApiKey& key, Instant now, std::optional<std::uint64_t> read_at);
    [[nodiscard]] std::uint64_t generation();

    ports::ApiKeyStore& store_;
    ports::Publisher& publisher_;
    const ports::Clock& clock_;
    ports::Random& random_;
    SessionSettings settings_;
    std::mutex mutex_;  ///< Guards what follows: any I/O thread asks who a key is.
    std::unordered_map<ports::TokenHash, Cached, Hasher> cache_;
    std::unordered_map<ApiKeyId, Instant> uses_;  ///< Not written yet; at most `session_cache_size`.
    std::uint64_t generation_ = 0;  ///< Counts revoke(): what was read from the store before it is not cached after it.
};

/// A key is good until then.
[[nodiscard]] bool is_living(const ports::ApiKey& key, Instant now);

}  // namespace foyer::app
