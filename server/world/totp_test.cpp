#include "server/world/totp.hpp"

#include <gtest/gtest.h>

namespace foyer::world {

namespace {

Instant at(std::int64_t seconds) {
    return Instant{std::chrono::seconds{seconds}};
}

}  // namespace

// The vectors of RFC 6238, appendix B (SHA-1), cut to six digits.
TEST(Totp, KnowsTheCodesOfTheStandard) {
    const Totp totp;
    const std::string secret = "12345678901234567890";
    EXPECT_EQ(totp.step_of(secret, "287082", at(59)), 1U);
    EXPECT_EQ(totp.step_of(secret, "081804", at(1'111'111'109)), 1'111'111'109U / 30);
    EXPECT_EQ(totp.step_of(secret, "005924", at(1'234'567'890)), 1'234'567'890U / 30);
}

TEST(Totp, TakesTheNeighbouringStepsAndNoOthers) {
    const Totp totp;
    const std::string secret = "12345678901234567890";
    EXPECT_EQ(totp.step_of(secret, "287082", at(30)), 1U);
    EXPECT_EQ(totp.step_of(secret, "287082", at(60)), 1U);
    EXPECT_EQ(totp.step_of(secret, "287082", at(29)), 1U);
    EXPECT_FALSE(totp.step_of(secret, "287082", at(120)));
    EXPECT_FALSE(totp.step_of(secret, "287083", at(59)));
    for (const auto* rubbish : {"", "28708", "2870822", "abcdef", "28 082"}) {
        EXPECT_FALSE(totp.step_of(secret, rubbish, at(59))) << rubbish;
    }
}

TEST(Totp, WritesSecretsInLetters) {
    EXPECT_EQ(Totp{}.in_letters("12345678901234567890"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

}  // namespace foyer::world
