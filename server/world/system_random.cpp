#include "server/world/system_random.hpp"

#include <stdexcept>

#include <sodium.h>

namespace foyer::world {

SystemRandom::SystemRandom() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium could not be initialised");
}

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
    randombytes_buf(bytes.data(), bytes.size());
}

}  // namespace foyer::world
