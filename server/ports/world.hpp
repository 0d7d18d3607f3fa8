#pragma once
#include <span>
#include <string>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"

namespace foyer::ports {

/// The server's clock. Any thread.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

/// Unguessable bytes. Any thread.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

/// Password hashing (argon2id) on a small pool of its own threads. Any thread. Error: `rate_limited` if its queue is
/// full.
class PasswordHasher {
public:
    virtual ~PasswordHasher() = default;
    virtual Task<Result<std::string>> hash(std::string password) = 0;
    /// With an empty `hash` it takes as long as with a real one, and answers false.
    virtual Task<Result<bool>> verify(std::string password, std::string hash) = 0;
    /// The hash was made with other parameters than hash() uses now.
    [[nodiscard]] virtual bool needs_rehash(const std::string& hash) const = 0;
};

}  // namespace foyer::ports
