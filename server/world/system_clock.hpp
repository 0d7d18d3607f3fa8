#pragma once
#include <atomic>

#include "server/ports/world.hpp"

namespace foyer::world {

/// The machine's clock, except that it never goes backwards: where the machine's is set back, time stands still until
/// it has caught up. Any thread.
class SystemClock final : public ports::Clock {
public:
    [[nodiscard]] Instant now() const override;

private:
    mutable std::atomic<Instant::rep> latest_{0};
};

}  // namespace foyer::world
