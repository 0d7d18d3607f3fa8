#include "server/app/people/roster_requests.hpp"

#include "server/app/people/people_fixture.hpp"
#include "server/domain/roster/roster.hpp"

namespace foyer::app {
namespace {

class RosterRequestsTest : public PeopleTest {
protected:
    RosterRequestsTest() : PeopleTest(small_rosters()) {}

    static PeopleSettings small_rosters() {
        PeopleSettings settings;
        settings.roster.relations_max = 3;
        return settings;
    }

    CompanyId acme = company("Acme");
    CompanyId blue = company("Blue", false);
    ContactId ann = user("ann", acme);
    ContactId bob = user("bob", acme);
    ContactId eve = user("eve", blue);
    ContactId fred = user("fred", blue);

    Result<void> ask(ContactId one, ContactId other) { return run(app.request_contact.run(caller(one), other)); }
    Result<void> ask(ContactId one, const std::string& uname) {
        return run(app.request_contact.run(caller(one), uname));
    }
    Result<void> accept(ContactId one, ContactId other) { return run(app.accept_contact.run(caller(one), other)); }
    Result<void> end(ContactId one, ContactId other) { return run(app.end_contact.run(caller(one), other)); }
    domain::Relation stored(ContactId one, ContactId other) { return *run(store.store().roster.relation(one, other)); }
    bool may_talk(ContactId one, ContactId other) {
        return domain::may_talk(one, other, *app.directory.current(), stored(one, other));
    }
};

TEST_F(RosterRequestsTest, AskedAndAcceptedIsMutual) {
    ASSERT_TRUE(ask(eve, fred));
    EXPECT_EQ(told(eve), Lines{"contact fred asked"});
    EXPECT_EQ(told(fred), Lines{"contact eve asking"});
    EXPECT_FALSE(may_talk(eve, fred));
    ASSERT_TRUE(accept(fred, eve));
    EXPECT_EQ(told(eve), (Lines{"contact fred mutual", "fred offline"}));
    EXPECT_TRUE(may_talk(eve, fred));
}

TEST_F(RosterRequestsTest, CrossingRequestsAreAccepted) {
    ASSERT_TRUE(ask(eve, ann));
    ASSERT_TRUE(ask(ann, "EVE"));
    EXPECT_TRUE(may_talk(ann, eve));
}

TEST_F(RosterRequestsTest, RequestsThatCrossAtTheSameMomentAreAcceptedToo) {
    auto one = boost::asio::co_spawn(io, app.request_contact.run(caller(ann), eve), boost::asio::use_future);
    auto two = boost::asio::co_spawn(io, app.request_contact.run(caller(eve), ann), boost::asio::use_future);
    io.restart();
    io.run();
    EXPECT_TRUE(one.get());
    EXPECT_TRUE(two.get());
    EXPECT_TRUE(may_talk(ann, eve));
    EXPECT_EQ(told(ann).size() > 0, true);
    EXPECT_EQ(run(app.relations.between(ann, eve))->mutual(), true);
}

TEST_F(RosterRequestsTest, RepeatingChangesAndTellsNothing) {
    ASSERT_TRUE(ask(eve, fred));
    ASSERT_TRUE(accept(fred, eve));
    const auto before = stored(eve, fred);
    transcript.clear();
    EXPECT_TRUE(ask(eve, fred));
    EXPECT_TRUE(ask(fred, eve));
    EXPECT_TRUE(accept(fred, eve));
    EXPECT_TRUE(accept(eve, fred));
    EXPECT_EQ(stored(eve, fred), before);
    EXPECT_TRUE(told(eve).empty() && told(fred).empty());
}

TEST_F(RosterRequestsTest, AskingTellsNobodyWhoExists) {
    EXPECT_TRUE(ask(ann, ContactId{99}));
    EXPECT_TRUE(ask(ann, "nobody"));
    EXPECT_TRUE(ask(ann, "not a name!"));
    EXPECT_TRUE(ask(ann, ann));
    EXPECT_TRUE(ask(ann, guest("visitor", blue)));
    EXPECT_TRUE(told(ann).empty());
    EXPECT_TRUE(ask(ann, "eve"));
    EXPECT_TRUE(told(ann).empty());
    EXPECT_EQ(told(eve), Lines{"contact ann asking"});
}

TEST_F(RosterRequestsTest, NobodyAcceptsWhatWasNotAsked) {
    EXPECT_EQ(code(accept(ann, eve)), ErrorCode::not_found);
    for (const auto unknown : {ContactId{99}, ContactId{}, ann, guest("visitor", blue)}) {
        EXPECT_EQ(accept(ann, unknown).error(), accept(ann, eve).error()) << "answers like who is there";
    }
    ASSERT_TRUE(ask(ann, eve));
    EXPECT_EQ(code(accept(ann, eve)), ErrorCode::not_found);
    EXPECT_TRUE(accept(ann, bob));
}

TEST_F(RosterRequestsTest, ColleaguesMayEndWhatTheCompanyMadeAndBeginAgain) {
    EXPECT_TRUE(may_talk(ann, bob));
    ASSERT_TRUE(end(ann, bob));
    EXPECT_EQ(told(bob), (Lines{"contact ann none", "ann offline"}));
    EXPECT_FALSE(may_talk(ann, bob));
    ASSERT_TRUE(ask(ann, bob));
    EXPECT_FALSE(may_talk(ann, bob));
    ASSERT_TRUE(accept(bob, ann));
    EXPECT_TRUE(may_talk(ann, bob));
}

TEST_F(RosterRequestsTest, EndingAnswersAlikeForAllWhereNothingIs) {
    EXPECT_TRUE(end(ann, eve));
    EXPECT_TRUE(end(ann, ContactId{99}));
    EXPECT_TRUE(end(ann, ann));
    EXPECT_EQ(stored(ann, eve).version, 0u);
}

TEST_F(RosterRequestsTest, GuestsAndTheDisabledHaveNoRoster) {
    const auto visitor = guest("visitor", acme);
    EXPECT_EQ(code(ask(visitor, ann)), ErrorCode::forbidden);
    EXPECT_EQ(code(accept(visitor, ann)), ErrorCode::forbidden);
    EXPECT_EQ(code(end(visitor, ann)), ErrorCode::forbidden);
    ASSERT_TRUE(run(app.disable_user.run(Local{}, bob)));
    EXPECT_EQ(code(ask(bob, eve)), ErrorCode::not_logged_in);
}

TEST_F(RosterRequestsTest, ARosterHasABound) {
    for (const auto* name : {"u1", "u2", "u3"}) ASSERT_TRUE(ask(ann, user(name, blue)));
    EXPECT_EQ(code(ask(ann, eve)), ErrorCode::limit_reached);
    EXPECT_EQ(code(ask(ann, "nobody")), ErrorCode::limit_reached);
    EXPECT_TRUE(ask(ann, app.directory.current()->find_by_uname("u1")->id));
}

TEST_F(RosterRequestsTest, TheBoundOfTheOtherIsNotTold) {
    for (const auto* name : {"u1", "u2", "u3"}) ASSERT_TRUE(ask(user(name, blue), eve));
    transcript.clear();
    EXPECT_TRUE(ask(ann, eve));
    EXPECT_TRUE(told(eve).empty());
    EXPECT_EQ(stored(ann, eve).version, 0u);
}

TEST_F(RosterRequestsTest, AStoreThatFailsChangesAndTellsNothing) {
    store.faults().fail_writes(true);
    EXPECT_EQ(code(ask(ann, eve)), ErrorCode::store_failed);
    EXPECT_EQ(code(end(ann, bob)), ErrorCode::store_failed);
    store.faults().fail_writes(false);
    EXPECT_TRUE(told(eve).empty() && told(bob).empty());
    EXPECT_TRUE(may_talk(ann, bob));
    store.faults().fail_reads(true);
    EXPECT_EQ(code(ask(bob, fred)), ErrorCode::store_failed);
}

TEST_F(RosterRequestsTest, AnAnswerThatGotLostIsMadeGoodByRepeating) {
    store.faults().lose_next_answer();
    EXPECT_EQ(code(ask(ann, eve)), ErrorCode::store_failed);
    EXPECT_TRUE(ask(ann, eve));
    EXPECT_TRUE(accept(eve, ann));
    EXPECT_TRUE(may_talk(ann, eve));
}

}  // namespace
}  // namespace foyer::app
