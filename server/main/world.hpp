#pragma once
#include "server/config/config.gen.hpp"
#include "server/storage/disk/disk_file_bytes.hpp"
#include "server/world/argon2_hasher.hpp"
#include "server/world/system_clock.hpp"
#include "server/world/system_random.hpp"
#include "server/world/totp.hpp"

namespace foyer::main {

/// Clock, randomness, password hashing and the disk of this machine.
struct World {
    explicit World(const config::Config& config);

    /// Any thread.
    [[nodiscard]] std::uint32_t dice();

    world::SystemClock clock;
    world::SystemRandom random;
    world::Argon2Hasher hasher;
    world::Totp codes;
    storage::DiskFileBytes file_bytes;
};

}  // namespace foyer::main
