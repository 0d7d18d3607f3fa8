#include "server/domain/person/directory.hpp"

#include <gtest/gtest.h>

#include "server/domain/person/directory_diff.hpp"

namespace foyer::domain {
namespace {

Person person(std::uint32_t id, std::string uname, std::uint32_t company = 1) {
    Person made;
    made.id = ContactId{id};
    made.company = CompanyId{company};
    made.uname = uname;
    made.name = std::move(uname);
    return made;
}

Company company(std::uint32_t id, std::string name) {
    return {CompanyId{id}, std::move(name), true};
}

TEST(Directory, FindsPeopleByIdNameAndCompany) {
    const Directory directory({company(1, "Acme"), company(2, "Blue")},
                              {person(5, "bob"), person(3, "ann"), person(4, "eve", 2)}, {});
    EXPECT_EQ(directory.find(ContactId{3})->uname, "ann");
    EXPECT_EQ(directory.find_by_uname("bob")->id, ContactId{5});
    EXPECT_EQ(directory.find(ContactId{9}), nullptr);
    EXPECT_EQ(directory.find_by_uname("carl"), nullptr);
    EXPECT_EQ(directory.people_of(CompanyId{1}), (std::vector{ContactId{3}, ContactId{5}}));
    EXPECT_TRUE(directory.people_of(CompanyId{7}).empty());
    EXPECT_EQ(directory.company(CompanyId{2})->name, "Blue");
}

TEST(Directory, ListsSupervisorsWhoAreNotDisabled) {
    auto sue = person(3, "sue");
    sue.supervises = {CompanyId{1}, CompanyId{2}};
    auto tom = sue;
    tom.id = ContactId{4};
    tom.disabled = true;
    const Directory directory({}, {sue, tom}, {});
    EXPECT_EQ(directory.supervisors_of(CompanyId{2}), std::vector{ContactId{3}});
}

TEST(Directory, KnowsExceptionsInEitherDirection) {
    const ContactId ann{1}, bob{2}, carl{3}, dora{4};
    const Directory directory({}, {}, {{bob, ann}, {carl, {}}});
    EXPECT_TRUE(directory.is_exception(ann, bob));
    EXPECT_TRUE(directory.is_exception(bob, ann));
    EXPECT_TRUE(directory.is_exception(carl, dora));
    EXPECT_TRUE(directory.is_exception(ann, carl));
    EXPECT_FALSE(directory.is_exception(ann, dora));
    EXPECT_TRUE(directory.has_exception(ann));
    EXPECT_TRUE(directory.has_exception(carl));
    EXPECT_FALSE(directory.has_exception(dora));
}

TEST(Directory, KnowsWhetherSomebodyAdministers) {
    auto root = person(1, "root");
    root.administrator = true;
    EXPECT_TRUE(Directory({}, {root}, {}).has_administrator());
    root.disabled = true;
    EXPECT_FALSE(Directory({}, {root}, {}).has_administrator());
}

TEST(DirectoryDiff, NamesWhatIsDifferent) {
    auto renamed = person(2, "bob");
    renamed.name = "Robert";
    const Directory old({company(1, "Acme"), company(2, "Blue")},
                        {person(1, "ann"), person(2, "bob"), person(3, "carl")}, {});
    const Directory now({company(1, "Acme"), company(2, "Blau"), company(3, "Red")},
                        {person(1, "ann"), renamed, person(4, "dora")}, {{ContactId{1}, ContactId{2}}});
    const auto difference = diff(old, now);
    EXPECT_EQ(difference.added, std::vector{ContactId{4}});
    EXPECT_EQ(difference.changed, std::vector{ContactId{2}});
    EXPECT_EQ(difference.removed, std::vector{ContactId{3}});
    EXPECT_EQ(difference.companies, (std::vector{CompanyId{2}, CompanyId{3}}));
    EXPECT_TRUE(difference.exceptions);
}

TEST(DirectoryDiff, IsEmptyBetweenEquals) {
    const Directory one({company(1, "Acme")}, {person(1, "ann")}, {{ContactId{1}, ContactId{2}}});
    const Directory same({company(1, "Acme")}, {person(1, "ann")}, {{ContactId{2}, ContactId{1}}});
    EXPECT_TRUE(diff(one, same).empty());
}

}  // namespace
}  // namespace foyer::domain
