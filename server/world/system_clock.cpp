#include "server/world/system_clock.hpp"

namespace foyer::world {

Instant SystemClock::now() const {
    const auto machine = std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now());
    const auto time = machine.time_since_epoch().count();
    auto latest = latest_.load(std::memory_order_relaxed);
    while (latest < time && !latest_.compare_exchange_weak(latest, time, std::memory_order_relaxed)) {
    }
    return Instant{Millis{std::max(latest, time)}};
}

}  // namespace foyer::world
