#include "server/domain/roster/guest_sight.hpp"

#include <gtest/gtest.h>

namespace foyer::domain {
namespace {

Person person(std::uint32_t id, PersonKind kind = PersonKind::user) {
    Person made;
    made.id = ContactId{id};
    made.kind = kind;
    made.company = CompanyId{1};
    made.name = "Ann Archer";
    made.uname = "ann";
    made.email = "ann@example.com";
    made.administrator = true;
    made.supervises = {CompanyId{1}};
    return made;
}

TEST(GuestSight, ReachesTheMembersOfHisRoomsAndNobodyElse) {
    const auto guest = person(1, PersonKind::guest);
    EXPECT_TRUE(guest_sees(guest, person(2), true));
    EXPECT_TRUE(guest_sees(guest, person(3, PersonKind::guest), true));
    EXPECT_FALSE(guest_sees(guest, person(2), false));
    EXPECT_FALSE(guest_sees(guest, guest, true)) << "he is not his own contact by this rule";
}

TEST(GuestSight, EndsWithTheAccount) {
    auto guest = person(1, PersonKind::guest);
    auto gone = person(2);
    gone.disabled = true;
    EXPECT_FALSE(guest_sees(guest, gone, true));
    guest.disabled = true;
    EXPECT_FALSE(guest_sees(guest, person(3), true));
}

TEST(GuestSight, ShowsANameAndNeitherLoginNameNorAddressNorRights) {
    const auto seen = as_seen_by_guest(person(2));
    EXPECT_EQ(seen.id, ContactId{2});
    EXPECT_EQ(seen.name, "Ann Archer");
    EXPECT_EQ(seen.company, CompanyId{1});
    EXPECT_TRUE(seen.uname.empty());
    EXPECT_TRUE(seen.email.empty());
    EXPECT_FALSE(seen.administrator);
    EXPECT_FALSE(seen.is_supervisor());
}

}  // namespace
}  // namespace foyer::domain
