#include "server/domain/call/pass_time.hpp"

#include <gtest/gtest.h>

#include "server/domain/call/call_fixture.hpp"

namespace foyer::domain {
namespace {

struct PassTime : testing::Test, CallFixture {};

TEST_F(PassTime, AnOfferTimesOutAtItsTimeAndNotBefore) {
    const auto call = started(ann);
    EXPECT_EQ(pass_time(call, after(call_limits.offer_timeout - Millis{1})).next, call);
    const auto change = pass_time(call, after(call_limits.offer_timeout));
    EXPECT_EQ(state_of(change.next, bob), "timeout");
    EXPECT_EQ(change.end, CallEndReason::unanswered);
}

TEST_F(PassTime, OneRefusalAmongTheSilentCountsAsRefused) {
    const auto call = reject_call(started(ann), actor(bob), now).value().next;
    EXPECT_EQ(pass_time(call, after(call_limits.offer_timeout)).end, CallEndReason::refused);
}

TEST_F(PassTime, WhatIsConnectedGoesOnWhenOffersTimeOut) {
    const auto change = pass_time(joined(started(ann), bob), after(call_limits.offer_timeout));
    EXPECT_EQ(state_of(change.next, cat), "timeout");
    EXPECT_FALSE(change.end);
}

TEST_F(PassTime, WhoIsLeftAloneStays) {
    auto call = leave_call(joined(started(ann), bob), actor(bob), peer_of(bob), now).value().next;
    EXPECT_FALSE(pass_time(call, after(std::chrono::hours{1})).end);
}

TEST_F(PassTime, ALostPeerStaysForItsGrace) {
    auto call = joined(joined(started(ann), bob), cat);
    call = lose_connection(call, connection_of(bob), false, now, call_limits).next;
    EXPECT_TRUE(call.peer(peer_of(bob))->lost_until);
    EXPECT_EQ(state_of(call, bob), "joined");
    EXPECT_EQ(pass_time(call, after(call_limits.reconnect_grace - Millis{1})).next, call);
    const auto later = pass_time(call, after(call_limits.reconnect_grace)).next;
    EXPECT_FALSE(later.peer(peer_of(bob)));
    EXPECT_EQ(state_of(later, bob), "left");
}

TEST_F(PassTime, WhoSaysGoodByeIsOutAtOnce) {
    const auto call = joined(started(ann), bob);
    EXPECT_FALSE(lose_connection(call, connection_of(bob), true, now, call_limits).next.peer(peer_of(bob)));
    call_limits.reconnect_grace = Millis{0};
    EXPECT_FALSE(lose_connection(call, connection_of(bob), false, now, call_limits).next.peer(peer_of(bob)));
}

TEST_F(PassTime, TheLastLostPeerEndsTheCall) {
    auto call = joined(started(ann), bob);
    call = lose_connection(call, connection_of(ann), false, now, call_limits).next;
    call = lose_connection(call, connection_of(bob), false, after(Millis{10}), call_limits).next;
    call = pass_time(call, after(call_limits.reconnect_grace)).next;
    EXPECT_EQ(call.peers.size(), 1U);
    EXPECT_EQ(pass_time(call, after(call_limits.reconnect_grace + Millis{10})).end, CallEndReason::hung_up);
}

TEST_F(PassTime, AnotherConnectionConcernsNobody) {
    const auto call = joined(started(ann), bob);
    EXPECT_EQ(lose_connection(call, ConnectionId{99}, false, now, call_limits).next, call);
}

}  // namespace
}  // namespace foyer::domain
