#include "server/domain/room/create_room.hpp"

#include <gtest/gtest.h>

#include "server/domain/room/room_fixture.hpp"

namespace foyer::domain {
namespace {

struct CreateRoom : testing::Test, RoomFixture {};

TEST_F(CreateRoom, AChatHasItsTwoPartiesTheOtherInvited) {
    const auto room = open_chat(who(ann), invitee(ann, bob), now);
    ASSERT_TRUE(room);
    EXPECT_FALSE(room->multi);
    EXPECT_EQ(room->owner, ann);
    EXPECT_EQ(room->find(ann)->state, MemberState::joined);
    EXPECT_EQ(room->find(bob)->state, MemberState::invited);
    EXPECT_EQ(room->find(bob)->added_by, ann);
    EXPECT_EQ(room->other_party(ann), bob);
}

TEST_F(CreateRoom, AChatNeedsTheRoster) {
    EXPECT_EQ(open_chat(who(ann), invitee(ann, dan), now).error().code, ErrorCode::not_in_roster);
    auto asked = no_relation(ann, dan);
    asked.high_acknowledged = true;
    const auto knows = invitee_of(who(ann), who(dan), asked, false, directory);
    EXPECT_EQ(open_chat(who(ann), knows, now).error().sentence, "You and dan have not accepted each other.");
    asked.low_acknowledged = true;
    EXPECT_TRUE(open_chat(who(ann), invitee_of(who(ann), who(dan), asked, false, directory), now));
}

TEST_F(CreateRoom, WhoIsDisabledOrOneselfCannotBeChattedWith) {
    EXPECT_EQ(open_chat(who(ann), invitee(ann, ian), now).error().code, ErrorCode::not_in_roster);
    EXPECT_EQ(open_chat(who(ann), invitee(ann, ann), now).error().code, ErrorCode::bad_request);
    EXPECT_EQ(open_chat(who(ian), invitee(ian, ann), now).error().code, ErrorCode::forbidden);
}

TEST_F(CreateRoom, AnActiveGuestOfTheOwnCompanyMakesItMulti) {
    const auto room = create_room(who(ann), {.invitees = invitees(ann, {gus}), .name = {}}, now, limits);
    ASSERT_TRUE(room);
    EXPECT_TRUE(room->multi);
    auto absent = invitee(ann, gus);
    absent.connected = false;
    EXPECT_EQ(create_room(who(ann), {.invitees = {absent}, .name = {}}, now, limits).error().code,
              ErrorCode::guest_not_active);
    EXPECT_EQ(create_room(who(ann), {.invitees = invitees(ann, {geo}), .name = {}}, now, limits).error().code,
              ErrorCode::not_in_roster);
}

TEST_F(CreateRoom, OneWhoMayNotComeRefusesThemAll) {
    const RoomPlan plan{.invitees = invitees(ann, {bob, dan}), .name = {}};
    EXPECT_EQ(create_room(who(ann), plan, now, limits).error().code, ErrorCode::not_in_roster);
}

TEST_F(CreateRoom, ASupervisorMayStayOutAndNeedsNoRoster) {
    auto plan = RoomPlan{.invitees = invitees(sue, {ann, gus}), .creator_takes_part = false, .name = {}};
    plan.invitees[0].may_talk = false;
    plan.invitees[1].connected = false;
    const auto room = create_room(who(sue), plan, now, limits);
    ASSERT_TRUE(room);
    EXPECT_TRUE(room->multi);
    EXPECT_EQ(ids_of(*room), (std::vector{ann, gus}));
    EXPECT_EQ(room->owner, sue);
}

TEST_F(CreateRoom, AUserAlwaysTakesPart) {
    const auto room = create_room(
        who(ann), {.invitees = invitees(ann, {bob, cat}), .creator_takes_part = false, .name = {}}, now, limits);
    EXPECT_TRUE(room->has_member(ann));
}

TEST_F(CreateRoom, OnlyAPersistentRoomMayBeEmpty) {
    EXPECT_FALSE(create_room(who(sue), {.invitees = {}, .creator_takes_part = false, .name = {}}, now, limits));
    EXPECT_TRUE(
        create_room(who(sue), {.invitees = {}, .creator_takes_part = false, .name = {}, .archive = true}, now, limits));
}

TEST_F(CreateRoom, NamesAndSizesAreBounded) {
    const auto named = [&](std::string name) {
        return create_room(who(ann), {.invitees = {}, .name = std::move(name)}, now, limits);
    };
    EXPECT_TRUE(named(std::string(limits.name_characters, 'x')));
    EXPECT_EQ(named(std::string(limits.name_characters + 1, 'x')).error().code, ErrorCode::bad_name);
    EXPECT_EQ(named("a\nb").error().code, ErrorCode::bad_name);
    EXPECT_EQ(named("  ").error().code, ErrorCode::bad_name);
    limits.members_max = 3;
    EXPECT_TRUE(create_room(who(ann), {.invitees = invitees(ann, {bob, cat}), .name = {}}, now, limits));
    EXPECT_EQ(create_room(who(ann), {.invitees = invitees(ann, {bob, cat, eve}), .name = {}}, now, limits).error().code,
              ErrorCode::limit_reached);
}

TEST_F(CreateRoom, AnXmppContactFitsIntoAChatOnly) {
    auto xmpp = invitee(ann, xia);
    xmpp.may_talk = true;
    EXPECT_TRUE(open_chat(who(ann), xmpp, now));
    EXPECT_EQ(create_room(who(ann), {.invitees = {xmpp}, .name = {}}, now, limits).error().code,
              ErrorCode::room_not_extendable);
}

TEST_F(CreateRoom, AChatIsOneInternalContactAndNothingElse) {
    EXPECT_TRUE(is_one_to_one({.invitees = invitees(ann, {bob}), .name = {}}));
    EXPECT_FALSE(is_one_to_one({.invitees = invitees(ann, {bob}), .name = "named"}));
    EXPECT_FALSE(is_one_to_one({.invitees = invitees(ann, {bob}), .name = {}, .archive = true}));
    EXPECT_FALSE(is_one_to_one({.invitees = invitees(ann, {gus}), .name = {}}));
    EXPECT_FALSE(is_one_to_one({.invitees = invitees(ann, {bob, cat}), .name = {}}));
}

TEST_F(CreateRoom, OpeningAgainBringsBothBack) {
    auto room = pair_of(ann, bob);
    EXPECT_EQ(open_again(room, ann), room);
    room.find(bob)->state = MemberState::left;
    EXPECT_EQ(open_again(room, ann).find(bob)->state, MemberState::invited);
    EXPECT_EQ(open_again(room, bob).find(bob)->state, MemberState::joined);
}

}  // namespace
}  // namespace foyer::domain
