#pragma once
#include <atomic>
#include <cstddef>
#include <memory>
#include <string>

#include <boost/asio/thread_pool.hpp>

#include "server/ports/world.hpp"

namespace foyer::world {

/// What a password hash costs. Defaults as in schema/config: libsodium's "interactive" (64 MiB, some 60 ms a hash).
struct Argon2Settings {
    unsigned long long operations = 2;                         ///< Passes over the memory; at least 1.
    std::size_t memory_bytes = std::size_t{64} * 1024 * 1024;  ///< Of each hash being computed; at least 8 KiB.
    std::size_t threads = 2;                                   ///< Hashes computed at the same time.
    std::size_t queue = 64;                                    ///< Waiting and running at most; beyond: `rate_limited`.
};

/// Argon2id by libsodium on threads of its own: a hash takes a core for longer than an I/O thread may be away.
/// Passwords are wiped from memory after use. Outlives what runs on the I/O threads.
class Argon2Hasher final : public ports::PasswordHasher {
public:
    explicit Argon2Hasher(Argon2Settings settings);
    /// Waits for the hashes that run; drops those that wait.
    ~Argon2Hasher() override;

    Task<Result<std::string>> hash(std::string password) override;
    Task<Result<bool>> verify(std::string password, std::string hash) override;
    [[nodiscard]] bool needs_rehash(const std::string& hash) const override;

private:
    /// Counts a job in its whole life.
    class Place {
    public:
        explicit Place(std::atomic<std::size_t>& taken) : taken_(&taken) {}
        Place(Place&& other) noexcept : taken_(std::exchange(other.taken_, nullptr)) {}
        Place& operator=(Place&&) = delete;
        ~Place() {
            if (taken_) --*taken_;
        }

    private:
        std::atomic<std::size_t>* taken_;
    };
    std::optional<Place> take_place();
    static Task<Result<std::string>> compute_hash(std::string password, Argon2Settings settings, Place place);
    static Task<Result<bool>> compute_match(std::string password, std::string hash, Place place);

    Argon2Settings settings_;
    std::string dummy_;  ///< The hash of nothing anybody knows: what unknown people are verified against.
    std::atomic<std::size_t> taken_{0};
    boost::asio::thread_pool pool_;
};

}  // namespace foyer::world
