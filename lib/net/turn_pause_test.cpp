#include "lib/net/turn_pause.hpp"

#include <gtest/gtest.h>

namespace foyer::net {
namespace {

using namespace std::chrono_literals;

TEST(TurnPause, IsNoneAfterFewWrites) {
    EXPECT_EQ(pause_after(0), 0us);
    EXPECT_EQ(pause_after(9), 0us);
}

TEST(TurnPause, GrowsWithTheWrites) {
    EXPECT_EQ(pause_after(10), 200us);
    EXPECT_EQ(pause_after(500), 10ms);
}

TEST(TurnPause, IsBounded) {
    EXPECT_EQ(pause_after(1'000), 20ms);
    EXPECT_EQ(pause_after(100'000), 20ms);
}

}  // namespace
}  // namespace foyer::net
