#include "server/domain/call/call_rooms.hpp"

#include <gtest/gtest.h>

#include "server/domain/call/call_fixture.hpp"
#include "server/domain/room/leave_room.hpp"

namespace foyer::domain {
namespace {

struct FollowMembers : testing::Test, CallFixture {
    [[nodiscard]] CallChange follow(const Call& call, const Room& room, Instant at = now) const {
        return follow_members(call, {&room}, directory, at, call_limits);
    }
    [[nodiscard]] Room without(ContactId id) const { return leave_room(lobby, who(id), directory).value().next; }
};

TEST_F(FollowMembers, WhoEntersIsOfferedTheRunningCallAtOnce) {
    auto call = joined(started(ann), bob);
    lobby.insert({eve, MemberState::invited, Seq{1}, {}});
    const auto later = after(std::chrono::minutes{10});
    call = follow(call, lobby, later).next;
    EXPECT_EQ(state_of(call, eve), "offered");
    EXPECT_EQ(call.party(eve)->rings_until, later + call_limits.offer_timeout);
}

TEST_F(FollowMembers, WhoGoesIsOutAtOnce) {
    const auto change = follow(joined(started(ann), bob), without(bob));
    EXPECT_FALSE(change.next.peer(peer_of(bob)));
    EXPECT_EQ(state_of(change.next, bob), "none");
    EXPECT_FALSE(change.end);
}

TEST_F(FollowMembers, AGuestIsAskedOnlyWhereHisCompanyLetsHim) {
    const auto room = multi_of({ann, bob, gus, geo});
    EXPECT_EQ(state_of(started(ann, room), gus), "offered");
    given_guests_may({.call = false});
    const auto call = started(ann, room);
    EXPECT_EQ(state_of(call, gus), "none");
    EXPECT_EQ(state_of(call, bob), "offered");
    EXPECT_EQ(state_of(call, geo), "offered") << "his company lets him";
}

TEST_F(FollowMembers, AGuestWhoMayCallNoMoreIsOutAtOnce) {
    const auto room = multi_of({ann, bob, gus});
    auto call = started(ann, room);
    call = join_call(call, actor(gus, room), peer_of(gus), 0, now, call_limits).value().next;
    given_guests_may({.call = false});
    call = follow(call, room).next;
    EXPECT_FALSE(call.peer(peer_of(gus)));
    EXPECT_EQ(state_of(call, gus), "none");
    EXPECT_EQ(state_of(call, ann), "joined");
    given_guests_may({});
    EXPECT_EQ(state_of(follow(call, room).next, gus), "offered");
}

TEST_F(FollowMembers, WhenThoseWhoWereAskedHaveGoneNobodyAnswered) {
    auto room = without(bob);
    const auto call = follow(started(ann), room).next;
    room = leave_room(room, who(cat), directory).value().next;
    EXPECT_EQ(follow(call, room).end, CallEndReason::unanswered);
}

TEST_F(FollowMembers, TheLastOneWhoGoesEndsIt) {
    auto call = leave_call(joined(started(ann), bob), actor(bob), peer_of(bob), now).value().next;
    EXPECT_EQ(follow(call, without(ann)).end, CallEndReason::hung_up);
}

TEST_F(FollowMembers, ItEndsWithItsRoom) {
    const auto call = joined(started(ann), bob);
    lobby.ended = true;
    EXPECT_EQ(follow(call, lobby).end, CallEndReason::not_member);
}

TEST_F(FollowMembers, BeyondTheBoundNobodyMoreIsOfferedIt) {
    const auto call = started(ann);
    call_limits.members_max = 3;
    lobby.insert({eve, MemberState::joined, Seq{1}, {}});
    EXPECT_EQ(follow(call, lobby).next, call);
    call_limits.members_max = 4;
    EXPECT_EQ(state_of(follow(call, lobby).next, eve), "offered");
}

TEST_F(FollowMembers, NothingNewIsNoChange) {
    const auto call = joined(started(ann), bob);
    EXPECT_EQ(follow(call, lobby, after(Millis{5})).next, call);
}

struct MergeCalls : testing::Test, CallFixture {
    Room den = [this] {
        auto room = multi_of({ann, dan});
        room.id = RoomId{8};
        return room;
    }();
    /// ann and bob in the lobby, cat is offered it; dan calls ann in the den.
    Call talk = joined(started(ann), bob);
    Call offered = [this] {
        auto call = started(dan, den);
        call.id = call_id("second");
        return call;
    }();

    [[nodiscard]] Result<Call> merge(const Call& first, const Call& into, ContactId by) const {
        return merge_calls(first, actor(by, den), into, actor(by, lobby), after(Millis{100}), call_limits);
    }
};

TEST_F(MergeCalls, BringsPeersOffersAndRoomsTogether) {
    const auto call = merge(offered, talk, ann).value();
    EXPECT_EQ(call.id, talk.id);
    EXPECT_EQ(call.rooms, (std::vector{lobby.id, den.id}));
    EXPECT_EQ(call.merged, std::vector{offered.id});
    EXPECT_EQ(call.peers.size(), 3U);
    EXPECT_EQ(state_of(call, ann), "joined");
    EXPECT_EQ(state_of(call, dan), "joined");
    EXPECT_EQ(state_of(call, cat), "offered");
    EXPECT_EQ(call.connected, talk.connected);
}

TEST_F(MergeCalls, MembersOfAnyOfItsRoomsMayBeInIt) {
    const auto call = merge(offered, talk, ann).value();
    const auto follow = follow_members(call, {&lobby, &den}, directory, now, call_limits);
    EXPECT_EQ(follow.next, call);
    EXPECT_TRUE(leave_call(call, actor(dan, den), peer_of(dan), now).value().next != call);
}

TEST_F(MergeCalls, IsNotForWhoIsNotInBoth) {
    EXPECT_EQ(merge_calls(talk, actor(ann), talk, actor(ann), now, call_limits).error().code, ErrorCode::bad_request);
    EXPECT_EQ(merge(offered, talk, bob).error().code, ErrorCode::not_found);
    const auto left = leave_call(talk, actor(ann), peer_of(ann), now).value().next;
    EXPECT_EQ(merge(offered, left, ann).error().code, ErrorCode::forbidden);
    auto refused = offered;
    refused.party(ann)->state = CallPartyState::rejected;
    EXPECT_EQ(merge(refused, talk, ann).error().code, ErrorCode::forbidden);
}

TEST_F(MergeCalls, AClientInBothStaysOnce) {
    auto both = join_call(offered, actor(ann, den), PeerId{"ann-in-the-den"}, 0, now, call_limits).value().next;
    const auto call = merge(both, talk, ann).value();
    EXPECT_EQ(call.peers.size(), 3U);
    EXPECT_FALSE(call.peer(PeerId{"ann-in-the-den"}));
}

TEST_F(MergeCalls, KeepsItsBounds) {
    call_limits.peers_max = 3;
    EXPECT_TRUE(merge(offered, talk, ann));
    call_limits.peers_max = 2;
    EXPECT_EQ(merge(offered, talk, ann).error().code, ErrorCode::limit_reached);
    call_limits = {};
    offered.merged.assign(call_limits.merges_max - 1, call_id("older"));
    EXPECT_TRUE(merge(offered, talk, ann));
    offered.merged.push_back(call_id("oldest"));
    EXPECT_EQ(merge(offered, talk, ann).error().code, ErrorCode::limit_reached);
}

TEST_F(MergeCalls, AReaderSeesThePartiesOfHisRoomsAndWhoIsInIt) {
    const auto call = merge(offered, talk, ann).value();
    const auto to_dan = seen_from(call, {&den}, directory);
    EXPECT_EQ(state_of(to_dan, bob), "joined");
    EXPECT_EQ(state_of(to_dan, cat), "none");
    EXPECT_EQ(state_of(seen_from(call, {&lobby, &den}, directory), cat), "offered");
}

TEST_F(MergeCalls, GoesOnWhenOneOfItsRoomsEnds) {
    auto call = merge(offered, talk, ann).value();
    den.ended = true;
    const auto change = follow_members(call, {&lobby, &den}, directory, now, call_limits);
    EXPECT_FALSE(change.end);
    EXPECT_EQ(change.next.rooms, std::vector{lobby.id});
    EXPECT_FALSE(change.next.peer(peer_of(dan)));
}

}  // namespace
}  // namespace foyer::domain
