#include "server/domain/call/take_part.hpp"

#include <gtest/gtest.h>

#include "server/domain/call/call_fixture.hpp"

namespace foyer::domain {
namespace {

struct TakePart : testing::Test, CallFixture {};

TEST_F(TakePart, TheSecondPersonConnectsTheCall) {
    const auto call = joined(started(ann), bob, after(Millis{500}));
    EXPECT_EQ(state_of(call, bob), "joined");
    EXPECT_EQ(call.connected, after(Millis{500}));
    EXPECT_EQ(joined(call, cat, after(Millis{900})).connected, after(Millis{500}));
}

TEST_F(TakePart, ASecondClientOfTheCallerConnectsNobody) {
    const auto call = join_call(started(ann), actor(ann), PeerId{"phone-of-ann"}, 0, now, call_limits).value().next;
    EXPECT_EQ(call.peers.size(), 2U);
    EXPECT_FALSE(call.is_connected());
    EXPECT_EQ(pass_time(call, after(call_limits.offer_timeout)).end, CallEndReason::unanswered);
}

TEST_F(TakePart, WhoRefusedOrMissedItMayStillEnter) {
    auto call = joined(started(ann), bob);
    call = reject_call(call, actor(cat), now).value().next;
    EXPECT_EQ(state_of(joined(call, cat), cat), "joined");
}

TEST_F(TakePart, AClientReturnsToItsPeerOnAnotherConnection) {
    auto call = joined(started(ann), bob);
    call = lose_connection(call, connection_of(bob), false, now, call_limits).next;
    auto returning = actor(bob);
    returning.connection = ConnectionId{99};
    call = join_call(call, returning, peer_of(bob), 0, now, call_limits).value().next;
    ASSERT_EQ(call.peers.size(), 2U);
    EXPECT_EQ(call.peer(peer_of(bob))->connection, ConnectionId{99});
    EXPECT_FALSE(call.peer(peer_of(bob))->lost_until);
}

TEST_F(TakePart, NobodyTakesOverSomebodyElsesPeer) {
    const auto call = joined(started(ann), bob);
    EXPECT_EQ(join_call(call, actor(cat), peer_of(bob), 0, now, call_limits).error().code, ErrorCode::already_exists);
}

TEST_F(TakePart, KeepsTheBoundsOfPeersAndOfCallsOfOnePerson) {
    const auto call = started(ann);
    call_limits.peers_max = 2;
    const auto full = joined(call, bob);
    EXPECT_EQ(join(full, cat).error().code, ErrorCode::limit_reached);
    EXPECT_TRUE(join(full, bob));  // He is there.
    call_limits = {};
    const auto busy = [&](std::size_t others) {
        return join_call(call, actor(bob), peer_of(bob), others, now, call_limits).has_value();
    };
    EXPECT_TRUE(busy(call_limits.calls_per_user - 1));
    EXPECT_FALSE(busy(call_limits.calls_per_user));
}

TEST_F(TakePart, RefusalByEverybodyEndsIt) {
    auto change = reject_call(started(ann), actor(bob), now).value();
    EXPECT_EQ(state_of(change.next, bob), "rejected");
    EXPECT_FALSE(change.end);
    change = reject_call(change.next, actor(cat), now).value();
    EXPECT_EQ(change.end, CallEndReason::refused);
}

TEST_F(TakePart, RefusalDoesNotEndWhatOthersAreIn) {
    auto change = reject_call(joined(started(ann), bob), actor(cat), now).value();
    EXPECT_FALSE(change.end);
}

TEST_F(TakePart, RefusingWhatOneIsInChangesNothing) {
    const auto call = joined(started(ann), bob);
    EXPECT_EQ(reject_call(call, actor(bob), now).value().next, call);
    EXPECT_EQ(reject_call(call, actor(ann), now).value().next, call);
}

TEST_F(TakePart, OneLeavesAndTheOtherStays) {
    auto change = leave_call(joined(started(ann), bob), actor(bob), peer_of(bob), now).value();
    EXPECT_EQ(state_of(change.next, bob), "left");
    EXPECT_EQ(change.next.peers.size(), 1U);
    EXPECT_FALSE(change.end);
    change = leave_call(change.next, actor(ann), peer_of(ann), now).value();
    EXPECT_EQ(change.end, CallEndReason::hung_up);
}

TEST_F(TakePart, WhoHasAnotherClientInItHasNotLeft) {
    auto call = joined(started(ann), bob);
    call = join_call(call, actor(bob), PeerId{"phone-of-bob"}, 0, now, call_limits).value().next;
    call = leave_call(call, actor(bob), peer_of(bob), now).value().next;
    EXPECT_EQ(state_of(call, bob), "joined");
}

TEST_F(TakePart, TheCallerHangsUpWhatStillRings) {
    EXPECT_EQ(leave_call(started(ann), actor(ann), peer_of(ann), now).value().end, CallEndReason::hung_up);
}

TEST_F(TakePart, NobodyHangsUpForSomebodyElse) {
    const auto call = joined(started(ann), bob);
    EXPECT_EQ(leave_call(call, actor(cat), peer_of(bob), now).value().next, call);
    EXPECT_EQ(leave_call(call, actor(bob), PeerId{"nobodys-peer"}, now).value().next, call);
}

TEST_F(TakePart, MediaAreSetByThePeerItself) {
    const auto call = joined(started(ann), bob);
    const CallMedia media{.audio = true, .video = false, .screen = true};
    EXPECT_EQ(set_call_media(call, actor(bob), peer_of(bob), media).value().next.peer(peer_of(bob))->media, media);
    EXPECT_EQ(set_call_media(call, actor(bob), peer_of(ann), media).error().code, ErrorCode::not_found);
    auto elsewhere = actor(bob);
    elsewhere.connection = ConnectionId{99};
    EXPECT_EQ(set_call_media(call, elsewhere, peer_of(bob), media).error().code, ErrorCode::not_found);
}

TEST_F(TakePart, ASignalGoesToThePeerNamedAndNobodyElse) {
    const auto call = joined(started(ann), bob);
    EXPECT_EQ(signal_target(call, actor(ann), peer_of(ann), peer_of(bob)).value().connection, connection_of(bob));
    const auto code = [&](const CallActor& by, const PeerId& from, const PeerId& to) {
        return signal_target(call, by, from, to).error().code;
    };
    EXPECT_EQ(code(actor(ann), peer_of(ann), peer_of(cat)), ErrorCode::not_found);  // Only offered.
    EXPECT_EQ(code(actor(cat), peer_of(cat), peer_of(bob)), ErrorCode::not_found);
    EXPECT_EQ(code(actor(cat), peer_of(ann), peer_of(bob)), ErrorCode::not_found);  // In another's name.
    EXPECT_EQ(code(actor(ann), peer_of(ann), peer_of(ann)), ErrorCode::bad_request);
    auto elsewhere = actor(ann);
    elsewhere.connection = ConnectionId{99};
    EXPECT_EQ(code(elsewhere, peer_of(ann), peer_of(bob)), ErrorCode::not_found);
}

TEST_F(TakePart, ASignalToALostPeerIsRefused) {
    const auto call = lose_connection(joined(started(ann), bob), connection_of(bob), false, now, call_limits).next;
    EXPECT_EQ(signal_target(call, actor(ann), peer_of(ann), peer_of(bob)).error().code, ErrorCode::unavailable);
    EXPECT_EQ(signal_target(call, actor(bob), peer_of(bob), peer_of(ann)).error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace foyer::domain
