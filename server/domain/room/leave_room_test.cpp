#include "server/domain/room/leave_room.hpp"

#include <gtest/gtest.h>

#include "server/domain/room/room_fixture.hpp"

namespace foyer::domain {
namespace {

struct LeaveRoom : testing::Test, RoomFixture {
    [[nodiscard]] Room after(const Room& room, ContactId leaver) const {
        return leave_room(room, who(leaver), directory)->next;
    }
};

TEST_F(LeaveRoom, OneOfAPairStaysInTheListAsLeft) {
    const auto room = after(pair_of(ann, bob), bob);
    EXPECT_FALSE(room.ended);
    EXPECT_EQ(room.find(bob)->state, MemberState::left);
    EXPECT_TRUE(room.has_member(ann));
    EXPECT_TRUE(after(room, ann).ended);
}

TEST_F(LeaveRoom, OneOfManyIsDropped) {
    const auto room = after(multi_of({ann, bob, cat}), bob);
    EXPECT_EQ(ids_of(room), (std::vector{ann, cat}));
    EXPECT_FALSE(leave_room(multi_of({ann, bob}), who(bob), directory)->messages.size());
}

TEST_F(LeaveRoom, ATransientRoomEndsWithItsLastMember) {
    const auto room = after(multi_of({ann}), ann);
    EXPECT_TRUE(room.ended);
    EXPECT_FALSE(room.has_members());
    EXPECT_EQ(leave_room(room, who(ann), directory).error().code, ErrorCode::room_ended);
    EXPECT_EQ(leave_room(room, who(bob), directory).error().code, ErrorCode::not_found);
}

TEST_F(LeaveRoom, APersistentRoomSurvives) {
    auto room = multi_of({ann});
    room.archive = true;
    EXPECT_FALSE(after(room, ann).ended);
    EXPECT_TRUE(after(room, ann).members.empty());
}

TEST_F(LeaveRoom, ARemovalIsToldByANotice) {
    const auto change = remove_member(multi_of({ann, bob, cat}), who(sue), bob, directory, now);
    ASSERT_TRUE(change);
    EXPECT_EQ(ids_of(change->next), (std::vector{ann, cat}));
    ASSERT_EQ(change->messages.size(), 1U);
    EXPECT_EQ(change->messages[0].author, ContactId{});
    EXPECT_EQ(change->messages[0].author_name, "SYSTEM");
    EXPECT_EQ(change->messages[0].text, "sue removed bob from the room.");
}

TEST_F(LeaveRoom, OnlyWhoIsThereCanBeRemoved) {
    EXPECT_EQ(remove_member(multi_of({ann, bob}), who(sue), cat, directory, now).error().code, ErrorCode::not_found);
}

TEST_F(LeaveRoom, RemovingTheLastOneEndsTheRoomWithoutANotice) {
    const auto change = remove_member(multi_of({ann}), who(sue), ann, directory, now);
    EXPECT_TRUE(change->next.ended);
    EXPECT_TRUE(change->messages.empty());
}

}  // namespace
}  // namespace foyer::domain
