#pragma once
#include "server/ports/world.hpp"

namespace foyer::world {

/// The operating system's cryptographic randomness, through libsodium. Any thread.
class SystemRandom final : public ports::Random {
public:
    SystemRandom();
    void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace foyer::world
