#include "server/domain/room/modify_room.hpp"

#include <gtest/gtest.h>

#include "server/domain/room/room_fixture.hpp"

namespace foyer::domain {
namespace {

struct ModifyRoom : testing::Test, RoomFixture {
    [[nodiscard]] Result<RoomChange> modify(const Room& room, ContactId by, const RoomModification& asked) const {
        return modify_room(room, who(by), asked, directory, now, limits);
    }
    static RoomModification name(std::string text) {
        RoomModification asked;
        asked.name = std::move(text);
        return asked;
    }
    static RoomModification archive(bool on) {
        RoomModification asked;
        asked.archive = on;
        return asked;
    }
    static RoomModification go_multi() {
        RoomModification asked;
        asked.go_multi = true;
        return asked;
    }
};

TEST_F(ModifyRoom, ARenameIsToldByANotice) {
    const auto change = modify(multi_of({ann, bob}), bob, name("Lunch"));
    EXPECT_EQ(change->next.name, "Lunch");
    ASSERT_EQ(change->messages.size(), 1U);
    EXPECT_EQ(change->messages[0].text, "bob renamed the room to “Lunch”.");
}

TEST_F(ModifyRoom, WhatIsAsAskedAlreadyIsNotTold) {
    auto room = multi_of({ann, bob});
    room.name = "Lunch";
    const auto change = modify(room, bob, name("Lunch"));
    EXPECT_EQ(change->next, room);
    EXPECT_TRUE(change->messages.empty());
}

TEST_F(ModifyRoom, FlagsAreTheOwnersAndTheSupervisors) {
    EXPECT_TRUE(modify(multi_of({ann, bob}), ann, archive(true))->next.archive);
    EXPECT_TRUE(modify(multi_of({ann, bob}), sue, archive(true))->next.archive);
    EXPECT_EQ(modify(multi_of({ann, bob}), bob, archive(true)).error().code, ErrorCode::forbidden);
}

TEST_F(ModifyRoom, ConvertingAndNamingGoTogether) {
    auto asked = go_multi();
    asked.name = "Three";
    const auto change = modify(pair_of(ann, bob), bob, asked);
    EXPECT_TRUE(change->next.multi);
    EXPECT_EQ(change->next.name, "Three");
    EXPECT_EQ(change->messages.size(), 1U);
}

TEST_F(ModifyRoom, ConvertingTwiceOrWithAnXmppContactHasNoEffect) {
    const auto room = multi_of({ann, bob});
    EXPECT_EQ(modify(room, bob, go_multi())->next, room);
    EXPECT_EQ(modify(pair_of(ann, xia), ann, go_multi()).error().code, ErrorCode::room_not_extendable);
}

TEST_F(ModifyRoom, AllOrNothing) {
    auto asked = name("fine");
    asked.archive = true;
    EXPECT_EQ(modify(multi_of({ann, bob}), bob, asked).error().code, ErrorCode::forbidden);
    asked.name = "\x01";
    EXPECT_EQ(modify(multi_of({ann, bob}), ann, asked).error().code, ErrorCode::bad_name);
    EXPECT_EQ(modify(multi_of({ann, bob}), ann, {}).error().code, ErrorCode::bad_request);
}

TEST_F(ModifyRoom, AnEmptyRoomEndsWhenNothingKeepsIt) {
    auto room = multi_of({ann});
    room.archive = true;
    room.is_public = true;
    EXPECT_FALSE(modify(room, ann, archive(false))->next.ended);
}

}  // namespace
}  // namespace foyer::domain
