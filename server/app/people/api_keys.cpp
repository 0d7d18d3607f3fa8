#include "server/app/people/api_keys.hpp"

#include <algorithm>
#include <cstring>

namespace foyer::app {

bool is_living(const ports::ApiKey& key, Instant now) {
    return key.expires == Instant{} || key.expires > now;
}

ApiKeys::ApiKeys(ports::ApiKeyStore& store, ports::Publisher& publisher, const ports::Clock& clock,
                 ports::Random& random, SessionSettings settings)
    : store_(store), publisher_(publisher), clock_(clock), random_(random), settings_(settings) {}

std::size_t ApiKeys::Hasher::operator()(const ports::TokenHash& hash) const noexcept {
    std::size_t value;  // SHA-256 is a hash already.
    std::memcpy(&value, hash.data(), sizeof value);
    return value;
}

Task<Result<ApiKeys::Made>> ApiKeys::make(ports::ApiKey key, domain::Audited audited) {
    const auto existing = co_await store_.keys_of(key.person);
    if (!existing) co_return refuse(existing.error());
    if (existing->size() >= settings_.keys_per_user) {
        co_return refuse(ErrorCode::limit_reached, "There are too many API keys of this user (login.keys_per_user).");
    }
    auto token = make_token(random_);
    Made made;
    made.token = std::string(prefix) + token.text;
    key.token_hash = hash_token(made.token);
    key.created = clock_.now();
    auto created = co_await store_.create(std::move(key), std::move(audited));
    if (!created) co_return refuse(created.error());
    made.key = std::move(*created);
    co_return std::move(made);
}

Task<Result<ports::ApiKey>> ApiKeys::find(std::string token) {
    const auto hash = hash_token(token);
    const auto now = clock_.now();
    if (auto known = cached(hash, now)) {
        used(*known, now, std::nullopt);
        co_return std::move(*known);
    }
    const auto read_at = generation();
    auto found = co_await store_.find(hash);
    if (!found) co_return refuse(found.error());
    if (!*found || !is_living(**found, now)) co_return refuse(ErrorCode::not_logged_in);
    used(**found, now, read_at);
    co_return std::move(**found);
}

Task<Result<std::vector<ports::ApiKey>>> ApiKeys::list(ContactId person) {
    auto keys = co_await store_.keys_of(person);
    if (!keys) co_return refuse(keys.error());
    const std::lock_guard lock(mutex_);
    for (auto& key : *keys) {
        if (const auto use = uses_.find(key.id); use != uses_.end())
            key.last_used = std::max(key.last_used, use->second);
    }
    co_return keys;
}

Task<Result<void>> ApiKeys::revoke(ContactId person, ApiKeyId id, domain::Audited audited) {
    const auto keys = co_await store_.keys_of(person);
    if (!keys) co_return refuse(keys.error());
    if (std::ranges::find(*keys, id, &ports::ApiKey::id) == keys->end()) co_return refuse(ErrorCode::not_found);
    const auto revoked = co_await store_.revoke(id, std::move(audited));
    if (!revoked) co_return refuse(revoked.error());
    {
        const std::lock_guard lock(mutex_);
        ++generation_;
        std::erase_if(cache_, [id](const auto& entry) { return entry.second.key.id == id; });
        uses_.erase(id);
    }
    ports::SessionsEnded ended{SessionId{}, "This API key was revoked."};
    ended.key = id;
    publisher_.publish(std::make_shared<const std::vector<ContactId>>(1, person), std::move(ended));
    co_return Result<void>{};
}

// What could not be written is gone: the next use tells again, and a lost time of last use harms nobody.
Task<Result<void>> ApiKeys::note_uses() {
    std::vector<std::pair<ApiKeyId, Instant>> uses;
    {
        const std::lock_guard lock(mutex_);
        uses.assign(uses_.begin(), uses_.end());
        uses_.clear();
    }
    if (uses.empty()) co_return Result<void>{};
    std::ranges::sort(uses);
    co_return co_await store_.note_use(std::move(uses));
}

std::optional<ports::ApiKey> ApiKeys::cached(const ports::TokenHash& hash, Instant now) {
    const std::lock_guard lock(mutex_);
    const auto found = cache_.find(hash);
    if (found == cache_.end()) return std::nullopt;
    if (now - found->second.read < settings_.session_cache_age && is_living(found->second.key, now)) {
        return found->second.key;
    }
    cache_.erase(found);
    return std::nullopt;
}

void ApiKeys::used(const ports::ApiKey& key, Instant now, std::optional<std::uint64_t> read_at) {
    const std::lock_guard lock(mutex_);
    if (uses_.size() < settings_.session_cache_size || uses_.contains(key.id)) uses_.insert_or_assign(key.id, now);
    if (!read_at || *read_at != generation_) return;
    // As with sessions: entries are good for a second only.
    if (cache_.size() >= settings_.session_cache_size) cache_.clear();
    cache_.insert_or_assign(key.token_hash, Cached{key, now});
}

std::uint64_t ApiKeys::generation() {
    const std::lock_guard lock(mutex_);
    return generation_;
}

}  // namespace foyer::app
