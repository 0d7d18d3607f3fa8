#include "server/domain/room/standing.hpp"

#include <gtest/gtest.h>

#include "server/domain/room/join_room.hpp"
#include "server/domain/room/read_room.hpp"
#include "server/domain/room/room_fixture.hpp"

namespace foyer::domain {
namespace {

struct StandingInRooms : testing::Test, RoomFixture {};

TEST_F(StandingInRooms, TheAudienceIsMembersAndSupervisorsOfTheirCompanies) {
    EXPECT_EQ(audience_of(multi_of({ann, dan}), directory), (std::vector{ann, dan, sue}));
    EXPECT_EQ(audience_of(multi_of({dan, geo}), directory), (std::vector{dan, geo}));
    EXPECT_EQ(audience_of(multi_of({sue, ann}), directory), (std::vector{ann, sue}));
}

TEST_F(StandingInRooms, DisabledPeopleAndThoseWhoLeftAreNotTold) {
    auto room = pair_of(ann, bob);
    room.find(bob)->state = MemberState::left;
    EXPECT_EQ(audience_of(room, directory), (std::vector{ann, sue}));
    EXPECT_EQ(audience_of(multi_of({dan, ian}), directory), (std::vector{dan, sue}));
    EXPECT_EQ(standing(multi_of({dan, ian}), who(ian), directory), Standing::none);
}

TEST_F(StandingInRooms, AnEndedRoomHasNoAudience) {
    auto room = multi_of({ann});
    room.ended = true;
    EXPECT_TRUE(audience_of(room, directory).empty());
    EXPECT_EQ(standing(room, who(ann), directory), Standing::none);
}

TEST_F(StandingInRooms, ACompanyIsInvolvedThroughUsersAndGuests) {
    EXPECT_EQ(companies_involved(multi_of({ann, geo}), directory), (std::vector{acme, borg}));
    EXPECT_EQ(companies_involved(pair_of(dan, xia), directory), (std::vector{borg}));
    EXPECT_EQ(standing(multi_of({gus, dan}), who(sue), directory), Standing::watching);
    EXPECT_EQ(standing(multi_of({geo, dan}), who(sue), directory), Standing::none);
}

TEST_F(StandingInRooms, HistoryBeginsAtTheBoundaryUnlessThereIsAnArchive) {
    auto room = multi_of({ann, bob});
    room.find(bob)->first_seq = Seq{4};
    EXPECT_EQ(history_floor(room, who(ann), directory), Seq{1});
    EXPECT_EQ(history_floor(room, who(bob), directory), Seq{4});
    EXPECT_EQ(history_floor(room, who(sue), directory), Seq{1});
    room.archive = true;
    EXPECT_EQ(history_floor(room, who(bob), directory), Seq{1});
}

TEST_F(StandingInRooms, SeenDoesNotPassTheNewest) {
    EXPECT_EQ(see(multi_of({ann}), Seq{5}, who(ann), Seq{9}, directory), Seq{5});
    EXPECT_EQ(see(multi_of({ann}), Seq{5}, who(ann), Seq{2}, directory), Seq{2});
}

TEST_F(StandingInRooms, WhoJoinsAPublicRoomReadsFromNowOn) {
    auto room = multi_of({ann});
    room.is_public = true;
    const auto change = join_room(room, Seq{5}, who(bob), directory, limits);
    EXPECT_EQ(*change->next.find(bob), (Member{bob, MemberState::joined, Seq{6}, {}}));
    limits.members_max = 1;
    EXPECT_EQ(join_room(room, Seq{5}, who(bob), directory, limits).error().code, ErrorCode::limit_reached);
    EXPECT_TRUE(join_room(room, Seq{5}, who(ann), directory, limits));
}

}  // namespace
}  // namespace foyer::domain
