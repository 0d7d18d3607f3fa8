#include "server/domain/room/add_members.hpp"

#include <gtest/gtest.h>

#include "server/domain/room/room_fixture.hpp"

namespace foyer::domain {
namespace {

struct AddMembers : testing::Test, RoomFixture {
    [[nodiscard]] Result<RoomChange> add(const Room& room, ContactId by, const std::vector<ContactId>& ids) const {
        return add_members(room, Seq{9}, who(by), invitees(by, ids), directory, limits);
    }
};

TEST_F(AddMembers, AThirdPersonConvertsTheRoomInPlace) {
    const auto change = add(pair_of(ann, bob), ann, {cat});
    ASSERT_TRUE(change);
    EXPECT_EQ(change->next.id, RoomId{7});
    EXPECT_TRUE(change->next.multi);
    EXPECT_EQ(change->next.other_party(ann), ContactId{});
    EXPECT_EQ(*change->next.find(cat), (Member{cat, MemberState::invited, Seq{10}, ann}));
    EXPECT_EQ(change->next.find(bob)->first_seq, Seq{1});
}

TEST_F(AddMembers, ANewcomerReadsFromNowOnUnlessThereIsAnArchive) {
    auto room = multi_of({ann, bob});
    EXPECT_EQ(add(room, ann, {cat})->next.find(cat)->first_seq, Seq{10});
    room.archive = true;
    EXPECT_EQ(add(room, ann, {cat})->next.find(cat)->first_seq, Seq{1});
}

TEST_F(AddMembers, AllOfThemOrNobody) {
    EXPECT_EQ(add(multi_of({ann, bob}), ann, {cat, dan}).error().code, ErrorCode::not_in_roster);
    EXPECT_EQ(add(multi_of({ann, bob}), ann, {}).error().code, ErrorCode::bad_request);
}

TEST_F(AddMembers, WhoIsInItStaysAsHeIs) {
    const auto room = multi_of({ann, bob});
    EXPECT_EQ(add(room, ann, {bob, ann})->next, room);
    EXPECT_EQ(add(pair_of(ann, bob), ann, {bob})->next, pair_of(ann, bob));
}

TEST_F(AddMembers, TheAbsentPartyReturnsWithoutConverting) {
    auto room = pair_of(ann, bob);
    room.find(bob)->state = MemberState::left;
    const auto change = add(room, ann, {bob});
    EXPECT_FALSE(change->next.multi);
    EXPECT_EQ(*change->next.find(bob), (Member{bob, MemberState::invited, Seq{1}, {}}));
}

TEST_F(AddMembers, ConvertingDropsThePartyWhoLeftUnlessHeIsNamed) {
    auto room = pair_of(ann, bob);
    room.find(bob)->state = MemberState::left;
    EXPECT_EQ(ids_of(add(room, ann, {cat})->next), (std::vector{ann, cat}));
    const auto both = add(room, ann, {bob, cat});
    EXPECT_TRUE(both->next.multi);
    EXPECT_EQ(ids_of(both->next), (std::vector{ann, bob, cat}));
    EXPECT_EQ(both->next.find(bob)->first_seq, Seq{1});
}

TEST_F(AddMembers, ARoomWithAnXmppContactCannotBeExtended) {
    EXPECT_EQ(add(pair_of(ann, xia), ann, {bob}).error().code, ErrorCode::room_not_extendable);
    EXPECT_EQ(add(pair_of(ann, bob), ann, {xia}).error().code, ErrorCode::room_not_extendable);
    EXPECT_EQ(add(multi_of({ann, bob}), sue, {xia}).error().code, ErrorCode::room_not_extendable);
}

TEST_F(AddMembers, GuestsComeWhileTheyAreActive) {
    EXPECT_TRUE(add(multi_of({ann, bob}), ann, {gus}));
    auto room = multi_of({ann, bob});
    auto asleep = invitee(ann, gus);
    asleep.connected = false;
    EXPECT_EQ(add_members(room, Seq{9}, who(ann), {asleep}, directory, limits).error().code,
              ErrorCode::guest_not_active);
    EXPECT_TRUE(add_members(room, Seq{9}, who(sue), {asleep}, directory, limits));
}

TEST_F(AddMembers, ASupervisorAddsAnyoneButHimselfToWhatHeWatches) {
    const auto room = multi_of({ann, bob});
    EXPECT_EQ(add(room, sue, {sue}).error().code, ErrorCode::forbidden);
    EXPECT_EQ(add(room, sue, {cat, sue}).error().code, ErrorCode::forbidden);
    EXPECT_EQ(add(room, sue, {dan}).error().code, ErrorCode::not_in_roster);
    auto stranger = invitee(sue, cat);
    stranger.may_talk = false;
    EXPECT_TRUE(add_members(room, Seq{9}, who(sue), {stranger}, directory, limits));
}

TEST_F(AddMembers, TheRoomIsBounded) {
    limits.members_max = 3;
    EXPECT_TRUE(add(multi_of({ann, bob}), ann, {cat}));
    EXPECT_EQ(add(multi_of({ann, bob}), ann, {cat, eve}).error().code, ErrorCode::limit_reached);
}

}  // namespace
}  // namespace foyer::domain
