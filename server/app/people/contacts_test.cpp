#include "server/app/people/contacts.hpp"

#include "server/app/people/people_fixture.hpp"

namespace foyer::app {
namespace {

/// What is listed, and what connected people are told when it changes: the two must agree.
class ContactsTest : public PeopleTest {
protected:
    CompanyId acme = company("Acme");
    CompanyId blue = company("Blue", false);
    ContactId ann = user("ann", acme);
    ContactId bob = user("bob", acme);
    ContactId eve = user("eve", blue);
    ContactId fred = user("fred", blue);

    std::string contacts(ContactId person) {
        static const char* states[] = {"none", "asked", "asking", "mutual"};
        std::string all;
        const auto list = run(app.contacts.contacts_of(person));
        EXPECT_TRUE(list);
        for (const auto& view : *list) {
            all += view.person.uname + ':' + states[static_cast<int>(view.roster)] + (view.automatic ? "* " : " ");
        }
        return all;
    }
};

TEST_F(ContactsTest, AreColleaguesAndOneself) {
    EXPECT_EQ(contacts(ann), "ann:none bob:mutual* ");
    EXPECT_EQ(contacts(eve), "eve:none fred:none ");
}

TEST_F(ContactsTest, AreStrangersWhoAskedOrAccepted) {
    ASSERT_TRUE(run(app.request_contact.run(caller(ann), eve)));
    EXPECT_EQ(contacts(ann), "ann:none bob:mutual* ");
    EXPECT_EQ(contacts(eve), "ann:asking eve:none fred:none ");
    ASSERT_TRUE(run(app.accept_contact.run(caller(eve), ann)));
    EXPECT_EQ(contacts(ann), "ann:none bob:mutual* eve:mutual ");
}

TEST_F(ContactsTest, OfASupervisorAreThoseOfHisCompanies) {
    ASSERT_TRUE(run(app.grant_permission.run(Local{}, eve, acme)));
    EXPECT_EQ(contacts(eve), "ann:none bob:none eve:none fred:none ");
    EXPECT_EQ(contacts(ann), "ann:none bob:mutual* ");
}

TEST_F(ContactsTest, OfAGuestAreNobody) {
    const auto visitor = guest("visitor", acme);
    EXPECT_EQ(contacts(visitor), "visitor:none ");
    EXPECT_EQ(contacts(ann), "ann:none bob:mutual* visitor:none ");
}

TEST_F(ContactsTest, OfTheUnknownAreNoneAndAFailingStoreGivesNone) {
    EXPECT_EQ(contacts(ContactId{99}), "");
    store.faults().fail_reads(true);
    EXPECT_EQ(code(run(app.contacts.contacts_of(bob))), ErrorCode::store_failed);
}

TEST_F(ContactsTest, ANewColleagueIsToldToAllWhoListHim) {
    ASSERT_TRUE(run(app.grant_permission.run(Local{}, eve, acme)));
    transcript.clear();
    ASSERT_TRUE(run(app.create_user.run(Local{}, {acme, "carl", {}, {}, {}})));
    EXPECT_EQ(told(ann), Lines{"contact carl mutual automatic"});
    EXPECT_EQ(told(eve), Lines{"contact carl none"});
    EXPECT_TRUE(told(fred).empty());
    EXPECT_EQ(contacts(eve), "ann:none bob:none eve:none fred:none carl:none ");
}

TEST_F(ContactsTest, ANewNameIsToldToOneselfAndToAllWhoListOne) {
    ASSERT_TRUE(run(app.request_contact.run(caller(ann), eve)));
    ASSERT_TRUE(run(app.accept_contact.run(caller(eve), ann)));
    online(ann);
    ASSERT_TRUE(run(app.rename_user.run(Local{}, ann, "Anna")));
    EXPECT_EQ(told(ann), (Lines{"self Anna of Acme", "contact ann none"}));
    EXPECT_EQ(told(bob), Lines{"contact ann mutual automatic"});
    EXPECT_EQ(told(eve), Lines{"contact ann mutual"});
    EXPECT_TRUE(told(fred).empty());
}

TEST_F(ContactsTest, ThousandsOfNewColleaguesAreToldInFewEvents) {
    transcript.events = 0;
    std::vector<NewUser> many;
    for (int i = 0; i < 1000; ++i) many.push_back({acme, fmt::format("user{}", i), {}, {}, {}});
    ASSERT_TRUE(run(app.create_user.run_all(Local{}, many)));
    EXPECT_EQ(told(ann).size(), 1000u);
    EXPECT_EQ(transcript.events, 4);
}

TEST_F(ContactsTest, PermissionForACompanyBringsItsPeopleAndItsEndTakesThem) {
    online(eve);
    ASSERT_TRUE(run(app.grant_permission.run(Local{}, eve, acme)));
    EXPECT_EQ(told(eve), (Lines{"self eve of Blue", "contact eve none", "contact eve none", "contact ann none",
                                "contact bob none"}));
    ASSERT_TRUE(run(app.grant_permission.revoke(Local{}, eve, acme)));
    EXPECT_EQ(told(eve), (Lines{"self eve of Blue", "contact eve none", "contact eve none", "lost ann", "lost bob"}));
}

TEST_F(ContactsTest, AnotherCompanyNameIsToldToAll) {
    online(ann);
    ASSERT_TRUE(run(app.modify_company.run(Local{}, acme, {"Acme & Sons", {}})));
    EXPECT_EQ(told(ann), (Lines{"self ann of Acme & Sons", "contact ann mutual automatic",
                                "contact bob mutual automatic", "contact ann none"}));
    EXPECT_TRUE(told(eve).empty());
}

TEST_F(ContactsTest, ChangesByAnotherProcessAreNoticed) {
    auto anna = *app.directory.current()->find(ann);
    anna.name = "Anna";
    ASSERT_TRUE(run(store.store().accounts.update_person(anna)));
    EXPECT_TRUE(told(bob).empty());
    ASSERT_TRUE(run(app.directory.poll()));
    EXPECT_EQ(told(bob), Lines{"contact ann mutual automatic"});
    EXPECT_EQ(app.directory.current()->find(ann)->name, "Anna");
    ASSERT_TRUE(run(app.directory.poll()));
    EXPECT_TRUE(told(bob).empty());
}

TEST_F(ContactsTest, ADirectoryThatCannotBeReadStaysAsItWas) {
    const auto before = app.directory.current();
    store.faults().fail_reads(true);
    EXPECT_EQ(code(run(app.directory.poll())), ErrorCode::store_failed);
    EXPECT_EQ(code(run(app.directory.refresh())), ErrorCode::store_failed);
    EXPECT_EQ(app.directory.current(), before);
}

}  // namespace
}  // namespace foyer::app
