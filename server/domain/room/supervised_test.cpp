#include <gtest/gtest.h>

#include "server/domain/room/room_fixture.hpp"
#include "server/domain/room/standing.hpp"

namespace foyer::domain {
namespace {

/// Acme, which sue supervises, and Borg, which nobody does. Who of them shows supervision, the test says.
struct ShownSupervision : testing::Test, RoomFixture {
    static Directory showing(bool acme_shows, bool borg_shows, const std::vector<Person>& people = everybody()) {
        return {{{acme, "Acme", true, acme_shows}, {borg, "Borg", true, borg_shows}}, people, {}};
    }
};

TEST_F(ShownSupervision, IsOffUnlessTheCompanyOfTheSupervisorWishesIt) {
    EXPECT_FALSE(is_supervised(multi_of({ann, bob}), directory));
    EXPECT_FALSE(is_supervised(multi_of({ann, bob}), showing(false, true)));
    EXPECT_TRUE(is_supervised(multi_of({ann, bob}), showing(true, false)));
    EXPECT_TRUE(is_supervised(pair_of(ann, bob), showing(true, false)));
    EXPECT_TRUE(is_supervised(multi_of({dan, gus}), showing(true, false))) << "through Acme's guest";
    EXPECT_FALSE(is_supervised(multi_of({dan, geo}), showing(true, true))) << "nobody supervises Borg";
}

TEST_F(ShownSupervision, NeedsSomebodyWhoMayWatch) {
    EXPECT_FALSE(is_supervised(multi_of({ann, sue}), showing(true, true))) << "she is in it, as all can see";
    auto people = everybody();
    for (auto& person : people) person.disabled = person.id == sue;
    EXPECT_FALSE(is_supervised(multi_of({ann, bob}), showing(true, true, people)));
    auto room = multi_of({ann, bob});
    room.ended = true;
    EXPECT_FALSE(is_supervised(room, showing(true, true)));
}

}  // namespace
}  // namespace foyer::domain
