#include "server/app/people/presence_board.hpp"

#include "server/app/people/people_fixture.hpp"

namespace foyer::app {
namespace {

using ports::Show;

class PresenceBoardTest : public PeopleTest {
protected:
    CompanyId acme = company("Acme");
    CompanyId blue = company("Blue", false);
    ContactId ann = user("ann", acme);
    ContactId bob = user("bob", acme);
    ContactId carl = user("carl", acme);
    ContactId eve = user("eve", blue);
    ContactId fred = user("fred", blue);

    void become_contacts(ContactId one, ContactId other) {
        EXPECT_TRUE(run(app.request_contact.run(caller(one), other)));
        EXPECT_TRUE(run(app.accept_contact.run(caller(other), one)));
        transcript.clear();
    }
    void end(ContactId one, ContactId other) {
        EXPECT_TRUE(run(app.end_contact.run(caller(one), other)));
        transcript.clear();
    }
    std::string seen_by(ContactId reader) {
        std::string all;
        const auto list = run(app.presence.seen_by(reader));
        EXPECT_TRUE(list);
        for (const auto& presence : *list) {
            all += app.directory.current()->find(presence.person)->uname + ' ';
        }
        return all;
    }
};

TEST_F(PresenceBoardTest, ColleaguesSeeEachOtherComeAndGo) {
    online(ann);
    const auto bobs = online(bob);
    pass(Millis{1000});
    transcript.clear();
    app.presence.set(bobs, Show::away, "lunch");
    EXPECT_TRUE(told(ann).empty());
    pass(Millis{200});
    EXPECT_EQ(told(ann), Lines{"bob web:away(lunch)"});
    EXPECT_EQ(told(bob), Lines{"bob web:away(lunch)"});
    app.presence.disconnect(bobs, true);
    pass(Millis{400});
    EXPECT_EQ(told(ann), Lines{"bob offline"});
    EXPECT_TRUE(told(bob).empty());
    EXPECT_TRUE(told(eve).empty());
}

TEST_F(PresenceBoardTest, ManyChangesOfOneWindowAreOneEvent) {
    online(ann);
    pass(Millis{1000});
    transcript.events = 0;
    app.presence.connect(ConnectionId{50}, bob, {"web", Show::online, {}});
    app.presence.connect(ConnectionId{51}, carl, {"web", Show::online, {}});
    app.presence.set(ConnectionId{50}, Show::away, {});
    pass(Millis{200});
    EXPECT_EQ(told(ann), (Lines{"bob web:away", "carl web:online"}));
    EXPECT_EQ(transcript.events, 1);
}

TEST_F(PresenceBoardTest, ALostConnectionIsShownUntilItsGraceIsOver) {
    online(ann);
    const auto bobs = online(bob);
    app.presence.disconnect(bobs, false);
    pass(Millis{4500});
    EXPECT_TRUE(told(ann).empty());
    EXPECT_TRUE(app.presence.is_connected(bob));
    pass(Millis{1000});
    EXPECT_EQ(told(ann), Lines{"bob offline"});
    EXPECT_FALSE(app.presence.is_connected(bob));
}

TEST_F(PresenceBoardTest, AcrossCompaniesOnlyAcceptedContactsSeeEachOther) {
    become_contacts(ann, eve);
    online(eve);
    online(fred);
    online(bob);
    const auto anns = online(ann);
    app.presence.set(anns, Show::dnd, {});
    pass(Millis{400});
    EXPECT_EQ(told(eve), Lines{"ann web:dnd"});
    EXPECT_EQ(told(bob), Lines{"ann web:dnd"});
    EXPECT_TRUE(told(fred).empty());
    EXPECT_EQ(seen_by(eve), "ann eve ");
    EXPECT_EQ(seen_by(ann), "ann bob eve ");
    EXPECT_EQ(seen_by(fred), "fred ");
}

TEST_F(PresenceBoardTest, WhereEverybodyHasToAskColleaguesDoNotSeeEachOther) {
    online(eve);
    const auto freds = online(fred);
    app.presence.set(freds, Show::away, {});
    pass(Millis{400});
    EXPECT_TRUE(told(eve).empty());
    become_contacts(eve, fred);
    app.presence.set(freds, Show::dnd, {});
    pass(Millis{400});
    EXPECT_EQ(told(eve), Lines{"fred web:dnd"});
}

TEST_F(PresenceBoardTest, WhoEndedARelationIsNotSeenByThatColleagueAlone) {
    online(ann);
    online(carl);
    const auto bobs = online(bob);
    end(ann, bob);
    app.presence.set(bobs, Show::away, {});
    pass(Millis{400});
    EXPECT_TRUE(told(ann).empty());
    EXPECT_EQ(told(carl), Lines{"bob web:away"});
    EXPECT_EQ(seen_by(ann), "ann carl ");
    EXPECT_EQ(seen_by(carl), "ann bob carl ");
}

TEST_F(PresenceBoardTest, ARelationThatBeginsOrEndsShowsAtOnce) {
    online(ann);
    online(eve);
    ASSERT_TRUE(run(app.request_contact.run(caller(ann), eve)));
    EXPECT_EQ(told(eve), Lines{"contact ann asking"});
    EXPECT_TRUE(told(ann).empty());
    ASSERT_TRUE(run(app.accept_contact.run(caller(eve), ann)));
    EXPECT_EQ(told(eve), (Lines{"contact ann mutual", "ann web:online"}));
    EXPECT_EQ(told(ann), (Lines{"contact eve mutual", "eve web:online"}));
    ASSERT_TRUE(run(app.end_contact.run(caller(eve), ann)));
    EXPECT_EQ(told(ann), (Lines{"lost eve", "eve offline"}));
    EXPECT_EQ(told(eve), (Lines{"lost ann", "ann offline"}));
}

TEST_F(PresenceBoardTest, GuestsAreSeenByUsersOfTheirCompanyAndSeeNobody) {
    const auto visitor = guest("visitor", acme);
    online(ann);
    online(eve);
    const auto theirs = online(visitor);
    app.presence.set(theirs, Show::away, {});
    pass(Millis{400});
    EXPECT_EQ(told(ann), Lines{"visitor web:away"});
    EXPECT_EQ(told(visitor), Lines{"visitor web:away"});
    EXPECT_TRUE(told(eve).empty());
    app.presence.connect(ConnectionId{60}, bob, {"web", Show::online, {}});
    pass(Millis{400});
    EXPECT_TRUE(told(visitor).empty());
    EXPECT_EQ(seen_by(visitor), "visitor ");
}

TEST_F(PresenceBoardTest, AnExceptionHidesAtOnceAndItsEndShowsAgain) {
    online(ann);
    online(bob);
    online(carl);
    except(ann, bob);
    EXPECT_EQ(told(ann), (Lines{"contact bob none", "contact ann none", "bob offline"}));
    EXPECT_EQ(seen_by(ann), "ann carl ");
    EXPECT_EQ(seen_by(carl), "ann bob carl ");
    transcript.clear();
    except(ann, bob, false);
    EXPECT_EQ(told(bob), (Lines{"contact ann mutual automatic", "contact bob mutual automatic", "contact bob none",
                                "ann web:online"}));
}

TEST_F(PresenceBoardTest, WhoIsExceptedFromAllSeesAndIsSeenByNobodyButAcceptedContacts) {
    const auto anns = online(ann);
    const auto bobs = online(bob);
    online(carl);
    except(carl);
    EXPECT_EQ(seen_by(carl), "carl ");
    EXPECT_EQ(seen_by(ann), "ann bob ");
    transcript.clear();
    app.presence.set(anns, Show::away, {});
    pass(Millis{400});
    EXPECT_TRUE(told(carl).empty());
    EXPECT_EQ(told(bob), Lines{"ann web:away"});
    become_contacts(carl, ann);
    app.presence.set(anns, Show::dnd, {});
    app.presence.set(bobs, Show::dnd, {});
    pass(Millis{400});
    EXPECT_EQ(told(carl), Lines{"ann web:dnd"});
    EXPECT_EQ(seen_by(carl), "ann carl ");
}

TEST_F(PresenceBoardTest, SwitchingAutoRosterOffHidesColleaguesAndOnShowsThem) {
    online(ann);
    online(bob);
    become_contacts(ann, eve);
    online(eve);
    ASSERT_TRUE(run(app.modify_company.run(Local{}, acme, {std::nullopt, false})));
    pass(Millis{400});
    EXPECT_EQ(seen_by(ann), "ann eve ");
    auto lines = told(ann);
    EXPECT_TRUE(std::ranges::find(lines, "bob offline") != lines.end());
    EXPECT_EQ(lines.back(), "ann web:online");
    ASSERT_TRUE(run(app.modify_company.run(Local{}, acme, {std::nullopt, true})));
    transcript.clear();
    pass(Millis{400});
    lines = told(ann);
    std::ranges::sort(lines);
    EXPECT_EQ(lines, (Lines{"ann web:online", "bob web:online"}));
}

TEST_F(PresenceBoardTest, WhatAFailingStoreDelaysIsToldLater) {
    online(ann);
    pass(Millis{1000});
    store.faults().fail_reads(true);
    app.presence.connect(ConnectionId{70}, carl, {"web", Show::online, {}});
    pass(Millis{1000});
    EXPECT_TRUE(told(ann).empty());
    EXPECT_EQ(code(run(app.presence.seen_by(bob))), ErrorCode::store_failed);
    store.faults().fail_reads(false);
    pass(Millis{400});
    EXPECT_EQ(told(ann), Lines{"carl web:online"});
}

TEST_F(PresenceBoardTest, AThousandWhoComeAtOnceAreToldInFewEvents) {
    std::vector<NewUser> many;
    for (int i = 0; i < 1000; ++i) many.push_back({acme, fmt::format("user{}", i), {}, {}, {}});
    const auto ids = *run(app.create_user.run_all(Local{}, many));
    online(ann);
    pass(Millis{1000});
    transcript.events = 0;
    for (std::size_t i = 0; i < ids.size(); ++i)
        app.presence.connect(ConnectionId{1000 + i}, ids[i], {"web", Show::online, {}});
    pass(Millis{1200});
    EXPECT_EQ(told(ann).size(), 1000u);
    EXPECT_LE(transcript.events, 6);
    EXPECT_EQ(app.presence.connected_people(), 1001u);
}

}  // namespace
}  // namespace foyer::app
