#pragma once
#include <chrono>

namespace foyer {

/// A point in time by the server's clock, in whole milliseconds since 1970. Comes from ports::Clock, never from the
/// system.
using Millis = std::chrono::milliseconds;
using Instant = std::chrono::sys_time<Millis>;

}  // namespace foyer
