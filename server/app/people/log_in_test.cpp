#include "server/app/people/log_in.hpp"

#include "server/app/people/people_fixture.hpp"

namespace foyer::app {
namespace {

class LogInTest : public PeopleTest {
protected:
    CompanyId acme = company("Acme");
    ContactId ann = user("ann", acme);

    Result<LoggedIn> log_in_and_remember() {
        Login login;
        login.uname = "ann";
        login.password = "password of ann";
        login.remember = true;
        return run(app.log_in.run(login));
    }
    Result<LoggedIn> log_in_by(const std::string& token, bool remember = true) {
        Login login;
        login.login_token = token;
        login.remember = remember;
        return run(app.log_in.run(login));
    }
    Result<Caller> who(const std::string& token) { return run(app.authenticate.run(token)); }
    std::size_t open_sessions() { return run(app.list_sessions.run(caller(ann)))->size(); }
};

TEST_F(LogInTest, OpensASessionForTheRightPassword) {
    const auto logged_in = log_in("ann", "password of ann");
    ASSERT_TRUE(logged_in);
    EXPECT_EQ(logged_in->caller.person, ann);
    EXPECT_EQ(logged_in->session_token.size(), 43u);
    EXPECT_FALSE(logged_in->login_token);
    EXPECT_EQ(who(logged_in->session_token), logged_in->caller);
}

TEST_F(LogInTest, DoesNotMindTheCaseOfTheName) {
    EXPECT_TRUE(log_in(" ANN ", "password of ann"));
}

TEST_F(LogInTest, AnswersAlikeWhateverIsWrong) {
    const auto bob = user("bob", acme);
    guest("visitor", acme);
    ASSERT_TRUE(run(app.create_user.run(Local{}, {acme, "silent", {}, {}, {}})));
    ASSERT_TRUE(run(app.disable_user.run(Local{}, bob)));
    hasher.verified = 0;
    EXPECT_EQ(code(log_in("ann", "wrong")), ErrorCode::wrong_credentials);
    EXPECT_EQ(code(log_in("nobody", "password of ann")), ErrorCode::wrong_credentials);
    EXPECT_EQ(code(log_in("not a name!", "x")), ErrorCode::wrong_credentials);
    EXPECT_EQ(code(log_in("bob", "password of bob")), ErrorCode::wrong_credentials);
    EXPECT_EQ(code(log_in("visitor", "")), ErrorCode::wrong_credentials);
    EXPECT_EQ(code(log_in("silent", "")), ErrorCode::wrong_credentials);
    EXPECT_EQ(hasher.verified, 6);
    EXPECT_EQ(open_sessions(), 0u);
}

TEST_F(LogInTest, RefusesOversizedInput) {
    Login login;
    login.uname = "ann";
    login.password = "password of ann";
    login.subid = std::string(65, 'x');
    EXPECT_EQ(code(run(app.log_in.run(login))), ErrorCode::bad_request);
    EXPECT_EQ(code(log_in("ann", std::string(1025, 'x'))), ErrorCode::wrong_credentials);
}

TEST_F(LogInTest, AHashOfOldParametersIsReplaced) {
    hasher.scheme = "strong hash of ";
    ASSERT_TRUE(log_in("ann", "password of ann"));
    EXPECT_EQ(**run(store.store().accounts.password_hash(ann)), "strong hash of password of ann");
}

TEST_F(LogInTest, APasswordChangedMeanwhileLetsNobodyInByTheOldOne) {
    hasher.meanwhile = [&] {
        boost::asio::co_spawn(io, app.set_password.run(Local{}, ann, "another password"), [](auto&&...) {});
    };
    EXPECT_EQ(code(log_in("ann", "password of ann")), ErrorCode::conflict);
    EXPECT_EQ(open_sessions(), 0u);
}

TEST_F(LogInTest, AStoreThatFailsIsNobodysFault) {
    store.faults().fail_reads(true);
    for (int i = 0; i < 20; ++i) EXPECT_EQ(code(log_in("ann", "password of ann")), ErrorCode::store_failed);
    store.faults().fail_reads(false);
    store.faults().fail_writes(true);
    EXPECT_EQ(code(log_in("ann", "password of ann")), ErrorCode::store_failed);
    store.faults().fail_writes(false);
    hasher.busy = true;
    for (int i = 0; i < 20; ++i) EXPECT_EQ(code(log_in("ann", "password of ann")), ErrorCode::rate_limited);
    hasher.busy = false;
    EXPECT_TRUE(log_in("ann", "password of ann"));
}

TEST_F(LogInTest, AnAttackerDoesNotLockTheOwnerOut) {
    for (int i = 0; i < 10; ++i) EXPECT_EQ(code(log_in("ann", "guess", "203.0.113.9")), ErrorCode::wrong_credentials);
    const auto refused = log_in("ann", "guess", "203.0.113.9");
    ASSERT_EQ(code(refused), ErrorCode::rate_limited);
    EXPECT_GT(refused.error().retry_after, Millis{0});
    EXPECT_TRUE(log_in("ann", "password of ann", "192.0.2.1"));
}

TEST_F(LogInTest, GuessesFromManyPlacesDelayAndDoNotRefuse) {
    for (int i = 0; i < 40; ++i)
        EXPECT_EQ(code(log_in("ann", "guess", fmt::format("203.0.113.{}", i))), ErrorCode::wrong_credentials);
    ASSERT_FALSE(slept.empty());
    EXPECT_EQ(slept.front(), Millis{100});
    EXPECT_EQ(slept.back(), Millis{2000});
    EXPECT_TRUE(log_in("ann", "password of ann", "192.0.2.1"));
}

TEST_F(LogInTest, ALoginTokenServesOnceAndIsReplaced) {
    const auto first = log_in_and_remember();
    ASSERT_TRUE(first && first->login_token);
    EXPECT_EQ(code(who(*first->login_token)), ErrorCode::not_logged_in);
    const auto second = log_in_by(*first->login_token);
    ASSERT_TRUE(second && second->login_token);
    EXPECT_NE(*second->login_token, *first->login_token);
    EXPECT_EQ(who(second->session_token)->person, ann);
    EXPECT_EQ(code(log_in_by(*first->login_token)), ErrorCode::wrong_credentials);
    EXPECT_TRUE(log_in_by(*second->login_token));
}

TEST_F(LogInTest, ALoginTokenStaysGoodForWhoWantsNoOther) {
    const auto token = *log_in_and_remember()->login_token;
    const auto lifetime = settings.people.sessions.login_token_lifetime;
    for (int day = 0; day < 3; ++day) {
        clock.time += lifetime / 2;
        const auto logged_in = log_in_by(token, false);
        ASSERT_TRUE(logged_in) << "each use begins its time anew";
        EXPECT_FALSE(logged_in->login_token);
        EXPECT_EQ(who(logged_in->session_token)->person, ann);
    }
    const auto last = *log_in_by(token, false);
    ASSERT_TRUE(run(app.log_out.run(last.caller)));
    EXPECT_EQ(code(log_in_by(token, false)), ErrorCode::wrong_credentials) << "a log-out revokes it";
}

TEST_F(LogInTest, ALoginTokenThatIsRevokedMeanwhileLetsNobodyIn) {
    const auto first = *log_in_and_remember();
    Login login;
    login.login_token = *first.login_token;
    auto entering = boost::asio::co_spawn(io, app.log_in.run(login), boost::asio::use_future);
    auto leaving = boost::asio::co_spawn(io, app.log_out.run(first.caller), boost::asio::use_future);
    io.restart();
    io.run();
    EXPECT_TRUE(leaving.get());
    const auto entered = entering.get();
    EXPECT_TRUE(!entered || code(log_in_by(*first.login_token, false)) == ErrorCode::wrong_credentials);
    EXPECT_EQ(open_sessions(), entered ? 1U : 0U);
}

TEST_F(LogInTest, ALoginTokenWithoutAStoreLetsNobodyIn) {
    const auto token = *log_in_and_remember()->login_token;
    store.faults().fail_reads(true);
    EXPECT_EQ(code(log_in_by(token, false)), ErrorCode::store_failed);
    store.faults().fail_reads(false);
    store.faults().fail_writes(true);
    EXPECT_EQ(code(log_in_by(token, false)), ErrorCode::store_failed);
    store.faults().fail_writes(false);
    EXPECT_TRUE(log_in_by(token, false));
}

TEST_F(LogInTest, OfTwoWhoPresentTheSameLoginTokenOneIsLetIn) {
    const auto token = *log_in_and_remember()->login_token;
    Login login;
    login.login_token = token;
    login.remember = true;
    auto one = boost::asio::co_spawn(io, app.log_in.run(login), boost::asio::use_future);
    auto two = boost::asio::co_spawn(io, app.log_in.run(login), boost::asio::use_future);
    io.restart();
    io.run();
    EXPECT_NE(one.get().has_value(), two.get().has_value());
}

TEST_F(LogInTest, ALoginTokenIsWorthNothingToTheDisabledAfterItsTimeAndIfInvented) {
    const auto token = *log_in_and_remember()->login_token;
    EXPECT_EQ(code(log_in_by("invented")), ErrorCode::wrong_credentials);
    const auto session = log_in("ann", "password of ann")->session_token;
    EXPECT_EQ(code(log_in_by(session)), ErrorCode::wrong_credentials);
    clock.time += settings.people.sessions.login_token_lifetime;
    EXPECT_EQ(code(log_in_by(token)), ErrorCode::wrong_credentials);
}

TEST_F(LogInTest, TheOldestSessionGoesWhenThereAreTooMany) {
    const auto first = *log_in("ann", "password of ann");
    for (std::size_t i = 1; i < settings.people.sessions.sessions_per_user; ++i) {
        clock.time += Millis{1};
        ASSERT_TRUE(log_in("ann", "password of ann"));
    }
    EXPECT_TRUE(who(first.session_token));
    transcript.clear();
    ASSERT_TRUE(log_in("ann", "password of ann"));
    EXPECT_EQ(code(who(first.session_token)), ErrorCode::not_logged_in);
    EXPECT_EQ(told(ann), Lines{fmt::format("ended {}", first.caller.session.value())});
    EXPECT_EQ(open_sessions(), settings.people.sessions.sessions_per_user);
}

TEST_F(LogInTest, ASessionEndsAfterItsTimeUnlessItIsUsed) {
    const auto token = log_in("ann", "password of ann")->session_token;
    const auto lifetime = settings.people.sessions.session_lifetime;
    clock.time += lifetime / 2;
    EXPECT_TRUE(who(token));
    clock.time += lifetime - Millis{1};
    EXPECT_TRUE(who(token));
    clock.time += lifetime;
    EXPECT_EQ(code(who(token)), ErrorCode::not_logged_in);
    EXPECT_TRUE(run(app.sessions.remove_expired()));
}

TEST_F(LogInTest, LoggingOutEndsThatSessionAtOnce) {
    const auto one = *log_in("ann", "password of ann");
    const auto other = *log_in("ann", "password of ann");
    EXPECT_TRUE(who(one.session_token));
    ASSERT_TRUE(run(app.log_out.run(one.caller)));
    EXPECT_EQ(code(who(one.session_token)), ErrorCode::not_logged_in);
    EXPECT_TRUE(who(other.session_token));
    EXPECT_EQ(told(ann), Lines{fmt::format("ended {}", one.caller.session.value())});
    EXPECT_TRUE(run(app.log_out.run(one.caller)));
}

TEST_F(LogInTest, ASessionEndedByAnotherProcessIsRefusedWithinASecond) {
    const auto one = *log_in("ann", "password of ann");
    EXPECT_TRUE(who(one.session_token));
    ASSERT_TRUE(run(store.store().sessions.revoke(one.caller.session)));
    clock.time += Millis{1000};
    EXPECT_EQ(code(who(one.session_token)), ErrorCode::not_logged_in);
}

TEST_F(LogInTest, ASessionEndedByAnotherProcessIsCutAtTheNextLook) {
    ASSERT_TRUE(run(app.sessions.look_for_ended()));
    const auto one = *log_in("ann", "password of ann");
    const auto other = *log_in_and_remember();
    const auto line = [](const LoggedIn& of) { return fmt::format("ended {}", of.caller.session.value()); };
    EXPECT_TRUE(who(one.session_token));
    ASSERT_TRUE(run(store.store().sessions.revoke(one.caller.session)));
    ASSERT_TRUE(run(app.sessions.look_for_ended()));
    EXPECT_EQ(told(ann), Lines{line(one)});
    EXPECT_EQ(code(who(one.session_token)), ErrorCode::not_logged_in) << "without waiting for the cache";
    ASSERT_TRUE(run(store.store().sessions.revoke_all_of(ann)));
    ASSERT_TRUE(run(app.sessions.look_for_ended()));
    EXPECT_EQ(told(ann), Lines{line(other)});
}

TEST_F(LogInTest, ALookThatFailsIsMadeGoodByTheNext) {
    const auto one = *log_in("ann", "password of ann");
    ASSERT_TRUE(run(store.store().sessions.revoke(one.caller.session)));
    store.faults().fail_reads(true);
    EXPECT_EQ(code(run(app.sessions.look_for_ended())), ErrorCode::store_failed);
    store.faults().fail_reads(false);
    EXPECT_EQ(told(ann), Lines{});
    ASSERT_TRUE(run(app.sessions.look_for_ended()));
    EXPECT_EQ(told(ann), Lines{fmt::format("ended {}", one.caller.session.value())});
}

TEST_F(LogInTest, LoggingOutEndsStayLoggedInOnThisDeviceAlone) {
    const auto here = *log_in_and_remember();
    const auto elsewhere = *log_in_and_remember();
    const auto later = *log_in_by(*here.login_token);  // The same device, a day later.
    ASSERT_TRUE(run(app.log_out.run(later.caller)));
    EXPECT_EQ(code(log_in_by(*later.login_token)), ErrorCode::wrong_credentials);
    EXPECT_TRUE(log_in_by(*elsewhere.login_token));
    EXPECT_TRUE(who(elsewhere.session_token));
    EXPECT_TRUE(run(app.log_out.run(later.caller)));
}

TEST_F(LogInTest, LoggingOutInOneTabForgetsTheTokenThatAnotherTabOfThisLoginHolds) {
    const auto one = *log_in_and_remember();
    const auto other = *log_in_by(*one.login_token);
    ASSERT_TRUE(run(app.log_out.run(one.caller)));
    EXPECT_EQ(code(log_in_by(*other.login_token)), ErrorCode::wrong_credentials);
    EXPECT_TRUE(who(other.session_token)) << "the other tab itself stays";
}

TEST_F(LogInTest, NobodyIsAuthenticatedByNothing) {
    EXPECT_EQ(code(who("")), ErrorCode::not_logged_in);
    EXPECT_EQ(code(who("invented")), ErrorCode::not_logged_in);
}

TEST_F(LogInTest, TheDisabledAreNotAuthenticated) {
    const auto token = log_in("ann", "password of ann")->session_token;
    ASSERT_TRUE(run(app.disable_user.run(Local{}, ann)));
    EXPECT_EQ(code(who(token)), ErrorCode::not_logged_in);
    ASSERT_TRUE(run(app.disable_user.run(Local{}, ann, false)));
    EXPECT_EQ(code(who(token)), ErrorCode::not_logged_in);
    EXPECT_TRUE(log_in("ann", "password of ann"));
}

TEST_F(LogInTest, OneMayRevokeOnesOwnSessionsOnly) {
    const auto bob = user("bob", acme);
    const auto anns = *log_in("ann", "password of ann");
    EXPECT_EQ(code(run(app.revoke_session.run(caller(bob), anns.caller.session))), ErrorCode::not_found);
    EXPECT_TRUE(who(anns.session_token));
    EXPECT_TRUE(run(app.revoke_session.run(caller(ann), anns.caller.session)));
    EXPECT_EQ(code(who(anns.session_token)), ErrorCode::not_logged_in);
    EXPECT_EQ(code(run(app.revoke_session.run(caller(ann), anns.caller.session))), ErrorCode::not_found);
}

TEST_F(LogInTest, ARevokedSessionDoesNotComeBackByItsLoginToken) {
    const auto lost = *log_in_and_remember();
    const auto here = *log_in("ann", "password of ann");
    ASSERT_TRUE(run(app.revoke_session.run(here.caller, lost.caller.session)));
    EXPECT_EQ(code(log_in_by(*lost.login_token)), ErrorCode::wrong_credentials);
    EXPECT_TRUE(who(here.session_token));
}

TEST_F(LogInTest, AFailingStoreAuthenticatesAndEndsNobody) {
    const auto one = *log_in("ann", "password of ann");
    store.faults().fail_reads(true);
    EXPECT_EQ(code(who(one.session_token)), ErrorCode::store_failed);
    EXPECT_EQ(code(run(app.list_sessions.run(one.caller))), ErrorCode::store_failed);
    store.faults().fail_reads(false);
    store.faults().fail_writes(true);
    EXPECT_EQ(code(run(app.log_out.run(one.caller))), ErrorCode::store_failed);
    EXPECT_TRUE(who(one.session_token));
}

TEST_F(LogInTest, ALogOutThatFailsHalfWayCanBeRepeated) {
    const auto one = *log_in_and_remember();
    store.faults().fail_writes(true);
    EXPECT_EQ(code(run(app.log_out.run(one.caller))), ErrorCode::store_failed);
    store.faults().fail_writes(false);
    EXPECT_TRUE(run(app.log_out.run(one.caller)));
    EXPECT_EQ(code(log_in_by(*one.login_token)), ErrorCode::wrong_credentials);
    EXPECT_EQ(code(who(one.session_token)), ErrorCode::not_logged_in);
}

}  // namespace
}  // namespace foyer::app
