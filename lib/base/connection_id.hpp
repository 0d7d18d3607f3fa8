#pragma once
#include <cstdint>

namespace foyer {

/// A connection of a client to this server, never used twice while it runs. 0: none.
enum class ConnectionId : std::uint64_t {};

}  // namespace foyer
