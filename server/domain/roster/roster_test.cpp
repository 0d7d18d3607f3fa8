#include "server/domain/roster/roster.hpp"

#include <gtest/gtest.h>

namespace foyer::domain {
namespace {

/// Acme (auto_roster) has ann, bob, carl (an exception to all), dora, a guest and a former colleague; Blue (no
/// auto_roster) has eve and fred; sue of Blue supervises Acme.
class RosterTest : public ::testing::Test {
protected:
    const CompanyId acme{1}, blue{2};
    const ContactId ann{1}, bob{2}, carl{3}, dora{4}, guest{5}, gone{6}, eve{7}, fred{8}, sue{9};
    Directory directory = make();

    static Person person(ContactId id, CompanyId company, PersonKind kind = PersonKind::user) {
        Person made;
        made.id = id;
        made.company = company;
        made.kind = kind;
        made.uname = std::to_string(id.value());
        return made;
    }
    Directory make() const {
        auto former = person(gone, acme);
        former.disabled = true;
        auto supervisor = person(sue, blue);
        supervisor.supervises = {acme};
        return Directory(
            {{acme, "Acme", true}, {blue, "Blue", false}},
            {person(ann, acme), person(bob, acme), person(carl, acme), person(dora, acme),
             person(guest, acme, PersonKind::guest), former, person(eve, blue), person(fred, blue), supervisor},
            {{carl, {}}, {bob, dora}});
    }

    static Relation asked(ContactId asker, ContactId other) { return *ask(no_relation(asker, other), asker); }
    static Relation mutual(ContactId one, ContactId other) { return *ask(asked(one, other), other); }
    static Relation ended(ContactId one, ContactId other) { return *end(mutual(one, other), true); }

    RosterView view(ContactId reader, ContactId other, const Relation& relation) const {
        return roster_view(*directory.find(reader), *directory.find(other), directory, relation);
    }
    RosterView view(ContactId reader, ContactId other) const { return view(reader, other, no_relation(reader, other)); }
    bool talk(ContactId one, ContactId other) const { return may_talk(one, other, directory, no_relation(one, other)); }
    bool lists(ContactId reader, ContactId other, const Relation& relation) const {
        return is_contact(*directory.find(reader), *directory.find(other), directory, relation);
    }
    bool lists(ContactId reader, ContactId other) const { return lists(reader, other, no_relation(reader, other)); }
    bool sees(ContactId reader, ContactId other, const Relation& relation) const {
        return may_see_presence(*directory.find(reader), *directory.find(other), directory, relation);
    }
    bool sees(ContactId reader, ContactId other) const { return sees(reader, other, no_relation(reader, other)); }
};

const RosterView automatic{RosterState::mutual, true};
const RosterView none{};

TEST_F(RosterTest, AutoRosterJoinsColleagues) {
    EXPECT_EQ(view(ann, bob), automatic);
    EXPECT_EQ(view(bob, ann), automatic);
    EXPECT_TRUE(talk(ann, bob));
}

TEST_F(RosterTest, WithoutAutoRosterColleaguesMustAsk) {
    EXPECT_EQ(view(eve, fred), none);
    EXPECT_FALSE(talk(eve, fred));
    EXPECT_TRUE(may_talk(eve, fred, directory, mutual(eve, fred)));
}

TEST_F(RosterTest, ExceptionsAreNotJoined) {
    EXPECT_EQ(view(ann, carl), none);
    EXPECT_EQ(view(carl, bob), none);
    EXPECT_EQ(view(bob, dora), none);
    EXPECT_EQ(view(ann, dora), automatic);
}

TEST_F(RosterTest, ExceptedColleaguesMayStillAcceptEachOther) {
    EXPECT_EQ(view(bob, dora, mutual(bob, dora)), (RosterView{RosterState::mutual, false}));
    EXPECT_EQ(view(bob, dora, asked(bob, dora)).state, RosterState::asked);
}

TEST_F(RosterTest, AnEndedRelationRulesOverAutoRoster) {
    EXPECT_EQ(view(ann, bob, ended(ann, bob)), none);
    EXPECT_FALSE(may_talk(ann, bob, directory, ended(ann, bob)));
    EXPECT_FALSE(sees(ann, bob, ended(ann, bob)));
    const auto asked_again = *ask(ended(ann, bob), ann);
    EXPECT_EQ(view(ann, bob, asked_again).state, RosterState::asked);
    EXPECT_EQ(view(ann, bob, *ask(asked_again, bob)), automatic);
}

TEST_F(RosterTest, CompaniesAreNotJoined) {
    EXPECT_EQ(view(ann, eve), none);
    EXPECT_EQ(view(ann, eve, mutual(ann, eve)), (RosterView{RosterState::mutual, false}));
    EXPECT_TRUE(may_talk(ann, eve, directory, mutual(ann, eve)));
}

TEST_F(RosterTest, NobodyTalksWithHimselfWithTheDisabledOrWithTheUnknown) {
    EXPECT_FALSE(talk(ann, ann));
    EXPECT_FALSE(talk(ann, gone));
    EXPECT_FALSE(talk(gone, ann));
    EXPECT_FALSE(talk(ann, ContactId{99}));
}

TEST_F(RosterTest, GuestsAreNobodysRosterContacts) {
    EXPECT_EQ(view(ann, guest), none);
    EXPECT_EQ(view(guest, ann), none);
    EXPECT_FALSE(talk(guest, ann));
}

TEST_F(RosterTest, ContactsAreColleaguesWhateverTheRosterSays) {
    EXPECT_TRUE(lists(ann, ann));
    EXPECT_TRUE(lists(ann, bob));
    EXPECT_TRUE(lists(ann, carl));
    EXPECT_TRUE(lists(eve, fred));
    EXPECT_TRUE(lists(ann, guest));
    EXPECT_FALSE(lists(ann, gone));
}

TEST_F(RosterTest, StrangersAppearWhenTheyAskOrHaveAccepted) {
    EXPECT_FALSE(lists(ann, eve));
    EXPECT_TRUE(lists(ann, eve, asked(eve, ann)));
    EXPECT_TRUE(lists(ann, eve, mutual(eve, ann)));
    EXPECT_FALSE(lists(ann, eve, ended(eve, ann)));
}

TEST_F(RosterTest, AskingAStrangerDoesNotTellThatHeExists) {
    EXPECT_FALSE(lists(ann, eve, asked(ann, eve)));
}

TEST_F(RosterTest, SupervisorsListTheirCompaniesButSeePresenceOfRosterContactsOnly) {
    EXPECT_TRUE(lists(sue, ann));
    EXPECT_TRUE(lists(sue, guest));
    EXPECT_FALSE(lists(ann, sue));
    EXPECT_FALSE(sees(sue, ann));
    EXPECT_TRUE(sees(sue, ann, mutual(sue, ann)));
}

TEST_F(RosterTest, PresenceIsForRosterContacts) {
    EXPECT_TRUE(sees(ann, ann));
    EXPECT_TRUE(sees(ann, bob));
    EXPECT_FALSE(sees(ann, carl));
    EXPECT_FALSE(sees(ann, eve));
    EXPECT_FALSE(sees(ann, eve, asked(eve, ann)));
    EXPECT_TRUE(sees(ann, eve, mutual(eve, ann)));
    EXPECT_FALSE(sees(ann, gone));
}

TEST_F(RosterTest, GuestsAreSeenByTheirCompanyAndSeeNobody) {
    EXPECT_TRUE(sees(ann, guest));
    EXPECT_TRUE(sees(carl, guest));
    EXPECT_FALSE(sees(eve, guest));
    EXPECT_FALSE(sees(guest, ann));
    EXPECT_FALSE(lists(guest, ann));
    EXPECT_TRUE(lists(guest, guest));
}

TEST_F(RosterTest, AskingIsForPeopleWhoCanAnswer) {
    const auto may = [&](ContactId asker, ContactId other) {
        return may_ask(*directory.find(asker), *directory.find(other));
    };
    EXPECT_TRUE(may(ann, eve));
    EXPECT_TRUE(may(ann, bob));
    EXPECT_FALSE(may(ann, ann));
    EXPECT_FALSE(may(ann, guest));
    EXPECT_FALSE(may(guest, ann));
    EXPECT_FALSE(may(ann, gone));
}

}  // namespace
}  // namespace foyer::domain
