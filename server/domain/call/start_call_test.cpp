#include "server/domain/call/start_call.hpp"

#include <gtest/gtest.h>

#include "server/domain/call/call_fixture.hpp"
#include "server/domain/call/call_rooms.hpp"

namespace foyer::domain {
namespace {

struct StartCall : testing::Test, CallFixture {};

TEST_F(StartCall, OffersItToAllOtherMembers) {
    const auto call = started(ann);
    EXPECT_EQ(call.initiator, ann);
    EXPECT_EQ(call.rooms, std::vector{lobby.id});
    EXPECT_EQ(state_of(call, ann), "joined");
    EXPECT_EQ(state_of(call, bob), "offered");
    EXPECT_EQ(state_of(call, cat), "offered");
    ASSERT_EQ(call.peers.size(), 1U);
    EXPECT_EQ(call.peers[0].connection, connection_of(ann));
    EXPECT_FALSE(call.is_connected());
    EXPECT_EQ(call.due(), after(call_limits.offer_timeout));
}

TEST_F(StartCall, IsNotOfferedToWhoHasLeftIsDisabledOrIsOnXmpp) {
    auto room = multi_of({ann, bob, ian, xia});
    room.find(bob)->state = MemberState::left;
    const auto call = started(ann, room);
    EXPECT_EQ(call.parties.size(), 1U);
    EXPECT_FALSE(call.due());
}

TEST_F(StartCall, AloneWaitsForWhoEnters) {
    auto room = multi_of({ann});
    auto call = started(ann, room);
    EXPECT_FALSE(pass_time(call, after(call_limits.offer_timeout)).end);
    room.insert({bob, MemberState::invited, Seq{1}, {}});
    call = follow_members(call, {&room}, directory, now, call_limits).next;
    EXPECT_EQ(state_of(call, bob), "offered");
}

TEST_F(StartCall, KeepsItsBounds) {
    const auto code = [this](const CallLoad& load) {
        const auto call = try_start(ann, lobby, load);
        return call ? ErrorCode::ok : call.error().code;
    };
    EXPECT_EQ(code({.in_room = call_limits.calls_per_room - 1}), ErrorCode::ok);
    EXPECT_EQ(code({.in_room = call_limits.calls_per_room}), ErrorCode::limit_reached);
    EXPECT_EQ(code({.of_person = call_limits.calls_per_user - 1}), ErrorCode::ok);
    EXPECT_EQ(code({.of_person = call_limits.calls_per_user}), ErrorCode::limit_reached);
    EXPECT_EQ(code({.on_server = call_limits.calls_max - 1}), ErrorCode::ok);
    EXPECT_EQ(code({.on_server = call_limits.calls_max}), ErrorCode::limit_reached);
    call_limits.members_max = 3;
    EXPECT_EQ(code({}), ErrorCode::ok);
    call_limits.members_max = 2;
    EXPECT_EQ(code({}), ErrorCode::limit_reached);
}

}  // namespace
}  // namespace foyer::domain
