#include "server/world/argon2_hasher.hpp"

#include <stdexcept>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <sodium.h>

namespace foyer::world {

namespace {

std::optional<std::string> argon2id(const std::string& password, const Argon2Settings& settings) {
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), settings.operations, settings.memory_bytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return std::nullopt;
    }
    hash.resize(hash.find('\0'));
    return hash;
}

void wipe(std::string& secret) {
    sodium_memzero(secret.data(), secret.size());
}

}  // namespace

Argon2Hasher::Argon2Hasher(Argon2Settings settings) : settings_(settings), pool_(settings.threads) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium could not be initialised");
    std::string secret(32, '\0');
    randombytes_buf(secret.data(), secret.size());
    auto dummy = argon2id(secret, settings_);
    if (!dummy)
        throw std::runtime_error("the settings of password hashing are out of range, or there is too little memory");
    dummy_ = std::move(*dummy);
}

Argon2Hasher::~Argon2Hasher() {
    pool_.stop();
    pool_.join();
}

std::optional<Argon2Hasher::Place> Argon2Hasher::take_place() {
    if (taken_.fetch_add(1) < settings_.queue) return Place(taken_);
    --taken_;
    return std::nullopt;
}

Task<Result<std::string>> Argon2Hasher::hash(std::string password) {
    auto place = take_place();
    if (!place) co_return refuse(ErrorCode::rate_limited);
    auto computing = compute_hash(std::move(password), settings_, std::move(*place));
    co_return co_await boost::asio::co_spawn(pool_, std::move(computing), boost::asio::use_awaitable);
}

Task<Result<bool>> Argon2Hasher::verify(std::string password, std::string hash) {
    auto place = take_place();
    if (!place) co_return refuse(ErrorCode::rate_limited);
    const bool known = !hash.empty();
    if (!known) hash = dummy_;
    auto computing = compute_match(std::move(password), std::move(hash), std::move(*place));
    auto matches = co_await boost::asio::co_spawn(pool_, std::move(computing), boost::asio::use_awaitable);
    if (!matches) co_return matches;
    co_return *matches&& known;
}

bool Argon2Hasher::needs_rehash(const std::string& hash) const {
    return crypto_pwhash_str_needs_rehash(hash.c_str(), settings_.operations, settings_.memory_bytes) != 0;
}

Task<Result<std::string>> Argon2Hasher::compute_hash(std::string password, Argon2Settings settings, Place) {
    auto hash = argon2id(password, settings);
    wipe(password);
    // It fails for want of memory only.
    if (!hash) co_return refuse(ErrorCode::unavailable);
    co_return std::move(*hash);
}

Task<Result<bool>> Argon2Hasher::compute_match(std::string password, std::string hash, Place) {
    const bool matches = crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
    wipe(password);
    co_return matches;
}

}  // namespace foyer::world
