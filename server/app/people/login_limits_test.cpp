#include "server/app/people/login_limits.hpp"

#include <gtest/gtest.h>

namespace foyer::app {
namespace {

class LoginLimitsTest : public ::testing::Test {
protected:
    LoginLimitSettings settings;
    LoginLimits limits{settings};
    Instant now{std::chrono::hours{1}};

    bool attempt(const std::string& account, const std::string& address) {
        return limits.begin(account, address, now).allowed;
    }
    int attempts_until_refused(const std::string& account, const std::string& address) {
        for (int i = 0;; ++i) {
            if (!attempt(account, address)) return i;
        }
    }
};

TEST_F(LoginLimitsTest, RefusesAnAccountFromOneAddressAfterTenFailures) {
    EXPECT_EQ(attempts_until_refused("ann", "192.0.2.1"), 10);
    EXPECT_TRUE(attempt("ann", "192.0.2.2"));
    EXPECT_TRUE(attempt("bob", "192.0.2.1"));
}

TEST_F(LoginLimitsTest, ForgetsFailuresSteadily) {
    EXPECT_EQ(attempts_until_refused("ann", "192.0.2.1"), 10);
    const auto verdict = limits.begin("ann", "192.0.2.1", now);
    EXPECT_EQ(verdict.retry_after, settings.window / 10);
    now += verdict.retry_after;
    EXPECT_EQ(attempts_until_refused("ann", "192.0.2.1"), 1);
    now += settings.window;
    EXPECT_EQ(attempts_until_refused("ann", "192.0.2.1"), 10);
}

TEST_F(LoginLimitsTest, ASuccessForgetsTheFailuresBeforeIt) {
    for (int i = 0; i < 9; ++i) EXPECT_TRUE(attempt("ann", "192.0.2.1"));
    EXPECT_TRUE(attempt("ann", "192.0.2.1"));
    limits.succeeded("ann", "192.0.2.1", now);
    EXPECT_EQ(attempts_until_refused("ann", "192.0.2.1"), 10);
}

TEST_F(LoginLimitsTest, RefusesAnAddressThatTriesManyAccounts) {
    int count = 0;
    while (attempt(fmt::format("user{}", count), "192.0.2.1")) ++count;
    EXPECT_EQ(count, 100);
    EXPECT_TRUE(attempt("user0", "192.0.2.2"));
}

TEST_F(LoginLimitsTest, ManyWhoSucceedFromOneAddressAreNotRefused) {
    for (int i = 0; i < 1000; ++i) {
        const auto account = fmt::format("user{}", i);
        ASSERT_TRUE(attempt(account, "192.0.2.1")) << i;
        limits.succeeded(account, "192.0.2.1", now);
    }
}

TEST_F(LoginLimitsTest, ANetworkOfIpv6CountsAsOneAddress) {
    EXPECT_EQ(attempts_until_refused("ann", "2001:db8:1:2::1"), 10);
    EXPECT_FALSE(attempt("ann", "2001:db8:1:2:ffff::77"));
    EXPECT_TRUE(attempt("ann", "2001:db8:1:3::1"));
    EXPECT_EQ(attempts_until_refused("bob", "::ffff:192.0.2.1"), 10);
    EXPECT_FALSE(attempt("bob", "192.0.2.1"));
}

TEST_F(LoginLimitsTest, WhereTheAccountWasLoggedInFromNothingIsDelayed) {
    EXPECT_TRUE(attempt("ann", "192.0.2.1"));
    limits.succeeded("ann", "192.0.2.1", now);
    for (int i = 0; i < 50; ++i) limits.begin("ann", fmt::format("203.0.113.{}", i), now);
    EXPECT_EQ(limits.begin("ann", "203.0.113.99", now).delay, settings.longest_delay);
    EXPECT_EQ(limits.begin("ann", "192.0.2.1", now).delay, Millis{0});
}

TEST_F(LoginLimitsTest, UndecidedAttemptsDoNotCount) {
    for (int i = 0; i < 100; ++i) {
        ASSERT_TRUE(attempt("ann", "192.0.2.1"));
        limits.undecided("ann", "192.0.2.1", now);
    }
}

TEST_F(LoginLimitsTest, ManyAttemptsAtOnceCountBeforeTheyAreDecided) {
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(attempt("ann", "192.0.2.1"));
    EXPECT_FALSE(attempt("ann", "192.0.2.1"));
}

TEST_F(LoginLimitsTest, TheTablesAreBoundedAndTheLeastUsedGoes) {
    settings.table_size = 3;
    LoginLimits small(settings);
    for (int i = 0; i < 10; ++i) small.begin("ann", "192.0.2.1", now);
    EXPECT_FALSE(small.begin("ann", "192.0.2.1", now).allowed);
    small.begin("bob", "192.0.2.2", now);
    small.begin("bob", "192.0.2.3", now);
    EXPECT_FALSE(small.begin("ann", "192.0.2.1", now).allowed);
    small.begin("bob", "192.0.2.4", now);
    small.begin("bob", "192.0.2.5", now);
    small.begin("bob", "192.0.2.6", now);
    EXPECT_TRUE(small.begin("ann", "192.0.2.1", now).allowed);
}

}  // namespace
}  // namespace foyer::app
