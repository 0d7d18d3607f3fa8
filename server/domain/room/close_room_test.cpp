#include "server/domain/room/close_room.hpp"

#include <gtest/gtest.h>

#include "server/domain/room/rights.hpp"
#include "server/domain/room/room_fixture.hpp"

namespace foyer::domain {
namespace {

struct ClosingARoom : testing::Test, RoomFixture {};

TEST_F(ClosingARoom, EndsItForEverybodyWhateverItsFlags) {
    auto room = multi_of({ann, bob, gus});
    room.archive = room.is_public = true;
    room.find(bob)->state = MemberState::invited;
    const auto change = close_room(room, now);
    EXPECT_TRUE(change.next.ended);
    EXPECT_EQ(ids_of(change.next), ids_of(room)) << "so that each can be told";
    EXPECT_FALSE(change.next.has_members());
    ASSERT_EQ(change.messages.size(), 1U);
    EXPECT_EQ(change.messages[0].author_name, "SYSTEM");
    for (const auto id : {ann, bob, gus}) {
        EXPECT_EQ(permit(RoomOperation::post, change.next, who(id), directory).error().code, ErrorCode::room_ended);
    }
    EXPECT_EQ(permit(RoomOperation::read, change.next, who(sue), directory).error().code, ErrorCode::not_found);
}

TEST_F(ClosingARoom, ChangesNothingTheSecondTime) {
    const auto closed = close_room(pair_of(ann, bob), now).next;
    const auto again = close_room(closed, now);
    EXPECT_EQ(again.next, closed);
    EXPECT_TRUE(again.messages.empty());
}

}  // namespace
}  // namespace foyer::domain
