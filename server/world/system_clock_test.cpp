#include "server/world/system_clock.hpp"

#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "server/world/system_random.hpp"

namespace foyer::world {
namespace {

TEST(SystemClock, NeverGoesBackwardsOnAnyThread) {
    const SystemClock clock;
    std::vector<std::thread> threads;
    std::atomic<bool> backwards = false;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            auto last = clock.now();
            for (int i = 0; i < 10'000; ++i) {
                const auto now = clock.now();
                if (now < last) backwards = true;
                last = now;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_FALSE(backwards);
}

TEST(SystemRandom, NeverGivesTheSameTwice) {
    SystemRandom random;
    std::array<std::uint8_t, 32> one{}, other{};
    random.fill(one);
    random.fill(other);
    EXPECT_NE(one, other);
}

}  // namespace
}  // namespace foyer::world
