#include "server/gateway/rest/call_pace.hpp"

#include <gtest/gtest.h>

namespace foyer::gateway {
namespace {

constexpr Instant start{Millis{1'000'000}};
constexpr ContactId ann{1};
constexpr ContactId bob{2};

TEST(CallPace, LetsSoManyThroughAtOnceAndThenSoManyASecond) {
    CallPace pace(2, 3);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(pace.take(ann, start));
    const auto refused = pace.take(ann, start);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::rate_limited);
    EXPECT_GT(refused.error().retry_after, Millis{499});
    EXPECT_TRUE(pace.take(ann, start + refused.error().retry_after));
    EXPECT_FALSE(pace.take(ann, start + refused.error().retry_after));
}

TEST(CallPace, IsEverybodysOwn) {
    CallPace pace(1, 1);
    EXPECT_TRUE(pace.take(ann, start));
    EXPECT_FALSE(pace.take(ann, start));
    EXPECT_TRUE(pace.take(bob, start));
}

TEST(CallPace, RemembersABoundedNumberOfPeopleAndThoseWhoAskLongest) {
    CallPace pace(1, 1, 8);
    for (std::uint32_t id = 1; id <= 1000; ++id) {
        EXPECT_EQ(pace.take(ann, start).has_value(), id == 1) << id;
        EXPECT_TRUE(pace.take(ContactId{1000 + id}, start));
        EXPECT_LE(pace.size(), 8U);
    }
    EXPECT_TRUE(pace.take(ContactId{1001}, start)) << "forgotten long ago";
}

}  // namespace
}  // namespace foyer::gateway
