#include "server/domain/call/call_notice.hpp"

#include <gtest/gtest.h>

#include "server/domain/call/call_fixture.hpp"

namespace foyer::domain {
namespace {

struct CallNotice : testing::Test, CallFixture {};

TEST_F(CallNotice, SaysWhoCalledAndHowLong) {
    const auto call = joined(started(ann), bob);
    const auto said = [&](Millis lasted) { return call_notice(call, "Ann", after(lasted)).value(); };
    EXPECT_EQ(said(Millis{900}), "Call by Ann, 0 s.");
    EXPECT_EQ(said(Millis{59'999}), "Call by Ann, 59 s.");
    EXPECT_EQ(said(Millis{192'000}), "Call by Ann, 3 min 12 s.");
    EXPECT_EQ(said(Millis{3'780'000}), "Call by Ann, 1 h 3 min.");
}

TEST_F(CallNotice, IsNotForWhatNobodyAnswered) {
    EXPECT_FALSE(call_notice(started(ann), "Ann", now));
}

}  // namespace
}  // namespace foyer::domain
