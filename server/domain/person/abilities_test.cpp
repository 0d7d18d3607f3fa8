#include "server/domain/person/abilities.hpp"

#include <gtest/gtest.h>

namespace foyer::domain {
namespace {

constexpr CompanyId acme{1};
constexpr CompanyId borg{2};
constexpr Abilities nothing{.chat = false, .share_files = false, .call = false};

Person somebody(PersonKind kind, CompanyId company) {
    Person person;
    person.id = ContactId{7};
    person.kind = kind;
    person.company = company;
    return person;
}

Directory directory_where(Abilities guests_may) {
    return {{{.id = acme, .name = "Acme", .guests_may = guests_may}, {.id = borg, .name = "Borg"}}, {}, {}};
}

TEST(Abilities, OfAGuestAreWhatHisCompanyLetsGuestsDo) {
    const Abilities may{.chat = true, .share_files = false, .call = false};
    EXPECT_EQ(abilities_of(somebody(PersonKind::guest, acme), directory_where(may)), may);
    EXPECT_EQ(abilities_of(somebody(PersonKind::guest, borg), directory_where(may)), Abilities{});
}

TEST(Abilities, OfOthersAreAll) {
    EXPECT_EQ(abilities_of(somebody(PersonKind::user, acme), directory_where(nothing)), Abilities{});
    EXPECT_EQ(abilities_of(somebody(PersonKind::xmpp, acme), directory_where(nothing)), Abilities{});
}

TEST(Abilities, OfAGuestOfNobodyAreNone) {
    EXPECT_EQ(abilities_of(somebody(PersonKind::guest, CompanyId{99}), directory_where({})), nothing);
}

}  // namespace
}  // namespace foyer::domain
