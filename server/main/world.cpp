#include "server/main/world.hpp"

#include <bit>

#include "server/main/settings.hpp"

namespace foyer::main {

World::World(const config::Config& config)
    : hasher({config.login.hash_operations, config.login.hash_memory_bytes, config.login.hash_threads,
              config.login.hash_queue}),
      file_bytes(disk_settings(config)) {}

std::uint32_t World::dice() {
    std::array<std::uint8_t, sizeof(std::uint32_t)> bytes{};
    random.fill(bytes);
    return std::bit_cast<std::uint32_t>(bytes);
}

}  // namespace foyer::main
