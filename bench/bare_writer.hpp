#pragma once
#include <cstdint>

namespace foyer::bench {

/// The ceiling that the server is compared with: one thread on a bare epoll, no store, no rights, no rooms but one.
/// Speaks just enough of the feed for a load client: every post is acknowledged and goes to everybody who is connected,
/// all frames of a turn in one gathered write per socket. Serves until the process is ended.
void run_bare_writer(std::uint16_t port);

}  // namespace foyer::bench
