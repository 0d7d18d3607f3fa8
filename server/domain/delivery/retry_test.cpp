#include "server/domain/delivery/retry.hpp"

#include <gtest/gtest.h>

namespace foyer::domain {
namespace {

const RetryRule rule{.attempts = 5, .first_pause = Millis{1000}, .longest_pause = Millis{20'000}};
const Instant now{Millis{1'000'000}};

Millis pause_after(std::uint32_t tries, std::uint32_t dice) {
    return std::chrono::duration_cast<Millis>(*next_try(rule, tries, now, dice) - now);
}

TEST(Retry, PausesGrowUpToTheLongest) {
    EXPECT_EQ(pause_after(1, 500), Millis{1000});
    EXPECT_EQ(pause_after(2, 2000), Millis{4000});
    EXPECT_EQ(pause_after(3, 8000), Millis{16'000});
    EXPECT_EQ(pause_after(4, 10'000), Millis{20'000});
}

TEST(Retry, PausesAreSpread) {
    EXPECT_EQ(pause_after(1, 0), Millis{500});
    EXPECT_EQ(pause_after(1, 501), Millis{500});
    EXPECT_EQ(pause_after(1, 250), Millis{750});
}

TEST(Retry, EndsAfterAllAttempts) {
    EXPECT_TRUE(next_try(rule, 4, now, 1));
    EXPECT_FALSE(next_try(rule, 5, now, 1));
    EXPECT_FALSE(next_try(rule, 6, now, 1));
}

}  // namespace
}  // namespace foyer::domain
