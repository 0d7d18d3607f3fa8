#include "server/domain/person/second_factor.hpp"

#include <gtest/gtest.h>

namespace foyer::domain {

TEST(SecondFactor, TakesEachCodeOnceAndNoneBehindIt) {
    const auto first = use_code({}, 10);
    ASSERT_TRUE(first);
    EXPECT_EQ(use_code(*first, 10).error().code, ErrorCode::second_factor_needed);
    EXPECT_EQ(use_code(*first, 9).error().code, ErrorCode::second_factor_needed);
    EXPECT_EQ(use_code(*first, std::nullopt).error().code, ErrorCode::second_factor_needed);
    EXPECT_TRUE(use_code(*first, 11));
}

TEST(SecondFactor, TakesEachRecoveryCodeOnce) {
    SecondFactor factor;
    factor.recovery = {RecoveryHash{1}, RecoveryHash{2}};
    const auto used = use_recovery(factor, RecoveryHash{1});
    ASSERT_TRUE(used);
    EXPECT_EQ(used->recovery, std::vector{RecoveryHash{2}});
    EXPECT_EQ(use_recovery(*used, RecoveryHash{1}).error().code, ErrorCode::second_factor_needed);
}

}  // namespace foyer::domain
