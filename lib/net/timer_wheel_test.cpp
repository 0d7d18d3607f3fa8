#include "lib/net/timer_wheel.hpp"

#include <functional>
#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace foyer::net {
namespace {

struct Probe : WheelTimer {
    explicit Probe(std::function<void()> a) : action(std::move(a)) {}
    void on_timer() override { action(); }
    std::function<void()> action;
};

TEST(TimerWheel, FiresWithinOneTickAfterTheTimeAndNotBefore) {
    TimerWheel wheel;
    int fired = 0;
    Probe probe([&] { ++fired; });
    wheel.arm(probe, Millis{1000});
    wheel.advance(Millis{1000});
    EXPECT_EQ(fired, 0);
    wheel.advance(Millis{1100});
    EXPECT_EQ(fired, 1);
    wheel.advance(Millis{200'000});
    EXPECT_EQ(fired, 1);
}

TEST(TimerWheel, KeepsDeadlinesBeyondOneRound) {
    TimerWheel wheel;
    int fired = 0;
    Probe probe([&] { ++fired; });
    wheel.arm(probe, Millis{200'000});
    wheel.advance(Millis{199'900});
    EXPECT_EQ(fired, 0);
    wheel.advance(Millis{200'100});
    EXPECT_EQ(fired, 1);
}

TEST(TimerWheel, ArmingAgainMovesTheDeadline) {
    TimerWheel wheel;
    int fired = 0;
    Probe probe([&] { ++fired; });
    wheel.arm(probe, Millis{500});
    wheel.advance(Millis{400});
    wheel.arm(probe, Millis{500});
    wheel.advance(Millis{900});
    EXPECT_EQ(fired, 0);
    wheel.disarm(probe);
    wheel.advance(Millis{5000});
    EXPECT_EQ(fired, 0);
}

TEST(TimerWheel, ATimerMayArmItselfAndDestroyOthers) {
    TimerWheel wheel;
    int fired = 0;
    auto other = std::make_unique<Probe>([&] { fired += 100; });
    Probe probe([&] {
        ++fired;
        other.reset();
        wheel.arm(probe, Millis{100});
    });
    wheel.arm(probe, Millis{100});
    wheel.arm(*other, Millis{100});
    wheel.advance(Millis{1000});
    EXPECT_EQ(fired, 5);  // Every 200 ms at the earliest: one tick and the part of one.
}

}  // namespace
}  // namespace foyer::net
