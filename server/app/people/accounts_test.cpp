#include "server/app/people/accounts.hpp"

#include "server/app/people/people_fixture.hpp"

namespace foyer::app {
namespace {

class AccountsTest : public PeopleTest {
protected:
    CompanyId acme = company("Acme");
    ContactId root = user("root", acme, true);
    ContactId ann = user("ann", acme);
    ContactId bob = user("bob", acme);

    DirectorySnapshot directory() { return app.directory.current(); }
};

TEST_F(AccountsTest, AreForAdministratorsAndTheOperator) {
    const Actor nobody = caller(ann);
    EXPECT_EQ(code(run(app.create_company.run(nobody, "Blue"))), ErrorCode::forbidden);
    EXPECT_EQ(code(run(app.modify_company.run(nobody, acme, {"Blue", false}))), ErrorCode::forbidden);
    EXPECT_EQ(code(run(app.create_user.run(nobody, {acme, "eve", {}, {}, {}}))), ErrorCode::forbidden);
    EXPECT_EQ(code(run(app.grant_permission.run(nobody, ann, acme))), ErrorCode::forbidden);
    EXPECT_EQ(code(run(app.grant_permission.revoke(nobody, ann, acme))), ErrorCode::forbidden);
    EXPECT_EQ(code(run(app.set_administrator.run(nobody, ann, true))), ErrorCode::forbidden);
    EXPECT_EQ(code(run(app.disable_user.run(nobody, bob))), ErrorCode::forbidden);
    EXPECT_EQ(code(run(app.end_sessions.run(nobody, bob))), ErrorCode::forbidden);
    EXPECT_EQ(code(run(app.set_password.run(nobody, bob, "long enough"))), ErrorCode::forbidden);
    EXPECT_EQ(code(run(app.rename_user.run(nobody, bob, "Robert"))), ErrorCode::forbidden);
    EXPECT_EQ(code(run(app.set_roster_exception.run(nobody, {ann, bob}, true))), ErrorCode::forbidden);
    EXPECT_TRUE(run(app.create_company.run(caller(root), "Blue")));
    EXPECT_TRUE(run(app.create_company.run(Local{}, "Red")));
}

TEST_F(AccountsTest, ADisabledAdministratorAdministersNothing) {
    user("root2", acme, true);
    ASSERT_TRUE(run(app.disable_user.run(Local{}, root)));
    EXPECT_EQ(code(run(app.create_company.run(caller(root), "Blue"))), ErrorCode::forbidden);
    EXPECT_EQ(code(run(app.create_company.run(caller(ContactId{99}), "Blue"))), ErrorCode::forbidden);
}

TEST_F(AccountsTest, TheirChangesShowWhenTheyAnswer) {
    const auto eve = run(app.create_user.run(caller(root), {acme, "Eve_W", {}, "eve@example.com", "long enough"}));
    ASSERT_TRUE(eve);
    EXPECT_EQ(directory()->find(*eve)->uname, "eve_w");
    EXPECT_EQ(directory()->find(*eve)->name, "eve w");
    ASSERT_TRUE(run(app.rename_user.run(caller(root), *eve, "Eve Williams")));
    EXPECT_EQ(directory()->find(*eve)->name, "Eve Williams");
    ASSERT_TRUE(run(app.grant_permission.run(caller(root), *eve, acme)));
    EXPECT_TRUE(directory()->find(*eve)->supervises_company(acme));
    ASSERT_TRUE(run(app.grant_permission.run(caller(root), *eve, acme)));
    ASSERT_TRUE(run(app.grant_permission.revoke(caller(root), *eve, acme)));
    EXPECT_FALSE(directory()->find(*eve)->is_supervisor());
    ASSERT_TRUE(run(app.modify_company.run(caller(root), acme, {"Acme & Sons", false})));
    EXPECT_EQ(*directory()->company(acme), (domain::Company{acme, "Acme & Sons", false}));
}

TEST_F(AccountsTest, RefuseBadInput) {
    EXPECT_EQ(code(run(app.create_company.run(Local{}, " "))), ErrorCode::bad_name);
    EXPECT_EQ(code(run(app.modify_company.run(Local{}, acme, {"", {}}))), ErrorCode::bad_name);
    EXPECT_EQ(code(run(app.create_user.run(Local{}, {acme, "e ve", {}, {}, {}}))), ErrorCode::bad_name);
    EXPECT_EQ(code(run(app.create_user.run(Local{}, {acme, "eve", "<b>", {}, {}}))), ErrorCode::bad_name);
    EXPECT_EQ(code(run(app.create_user.run(Local{}, {acme, "eve", {}, "no address", {}}))), ErrorCode::bad_request);
    EXPECT_EQ(code(run(app.create_user.run(Local{}, {acme, "eve", {}, {}, "1234567"}))), ErrorCode::bad_request);
    EXPECT_EQ(code(run(app.create_user.run(Local{}, {acme, "ann", {}, {}, {}}))), ErrorCode::already_exists);
    EXPECT_EQ(code(run(app.rename_user.run(Local{}, ann, "a\nb"))), ErrorCode::bad_name);
    EXPECT_EQ(code(run(app.set_password.run(Local{}, ann, "short"))), ErrorCode::bad_request);
    EXPECT_EQ(code(run(app.set_password.run(Local{}, ann, std::string(1025, 'x')))), ErrorCode::bad_request);
    EXPECT_EQ(code(run(app.set_roster_exception.run(Local{}, {ann, ann}, true))), ErrorCode::bad_request);
    EXPECT_EQ(directory()->people().size(), 3u);
}

TEST_F(AccountsTest, DoNotKnowWhatIsNotThere) {
    const CompanyId nowhere{99};
    const ContactId nobody{99};
    EXPECT_EQ(code(run(app.modify_company.run(Local{}, nowhere, {}))), ErrorCode::not_found);
    EXPECT_EQ(code(run(app.create_user.run(Local{}, {nowhere, "eve", {}, {}, {}}))), ErrorCode::not_found);
    EXPECT_EQ(code(run(app.grant_permission.run(Local{}, nobody, acme))), ErrorCode::not_found);
    EXPECT_EQ(code(run(app.grant_permission.run(Local{}, ann, nowhere))), ErrorCode::not_found);
    EXPECT_EQ(code(run(app.set_administrator.run(Local{}, nobody, true))), ErrorCode::not_found);
    EXPECT_EQ(code(run(app.disable_user.run(Local{}, nobody))), ErrorCode::not_found);
    EXPECT_EQ(code(run(app.end_sessions.run(Local{}, nobody))), ErrorCode::not_found);
    EXPECT_EQ(code(run(app.set_password.run(Local{}, nobody, "long enough"))), ErrorCode::not_found);
    EXPECT_EQ(code(run(app.rename_user.run(Local{}, nobody, "Eve"))), ErrorCode::not_found);
    EXPECT_EQ(code(run(app.set_roster_exception.run(Local{}, {ann, nobody}, true))), ErrorCode::not_found);
}

TEST_F(AccountsTest, ChangeNothingWhenTheStoreFails) {
    const auto before = *directory();
    store.faults().fail_writes(true);
    EXPECT_EQ(code(run(app.create_company.run(Local{}, "Blue"))), ErrorCode::store_failed);
    EXPECT_EQ(code(run(app.modify_company.run(Local{}, acme, {"Blue", {}}))), ErrorCode::store_failed);
    EXPECT_EQ(code(run(app.create_user.run(Local{}, {acme, "eve", {}, {}, {}}))), ErrorCode::store_failed);
    EXPECT_EQ(code(run(app.grant_permission.run(Local{}, ann, acme))), ErrorCode::store_failed);
    EXPECT_EQ(code(run(app.set_administrator.run(Local{}, ann, true))), ErrorCode::store_failed);
    EXPECT_EQ(code(run(app.disable_user.run(Local{}, ann))), ErrorCode::store_failed);
    EXPECT_EQ(code(run(app.end_sessions.run(Local{}, ann))), ErrorCode::store_failed);
    EXPECT_EQ(code(run(app.set_password.run(Local{}, ann, "long enough"))), ErrorCode::store_failed);
    EXPECT_EQ(code(run(app.rename_user.run(Local{}, ann, "Anna"))), ErrorCode::store_failed);
    EXPECT_EQ(code(run(app.set_roster_exception.run(Local{}, {ann, bob}, true))), ErrorCode::store_failed);
    store.faults().fail_writes(false);
    EXPECT_TRUE(log_in("ann", "password of ann"));
    EXPECT_TRUE(domain::diff(before, *directory()).empty());
    store.faults().fail_reads(true);
    EXPECT_EQ(code(run(app.create_company.run(Local{}, "Blue"))), ErrorCode::store_failed);
}

TEST_F(AccountsTest, TheLastAdministratorStays) {
    EXPECT_EQ(code(run(app.disable_user.run(caller(root), root))), ErrorCode::conflict);
    user("root2", acme, true);
    EXPECT_TRUE(run(app.disable_user.run(caller(root), root)));
}

TEST_F(AccountsTest, AnAdministratorMakesOthersAndUnmakesThem) {
    const auto anns = caller(ann);
    ASSERT_TRUE(run(app.set_administrator.run(caller(root), ann, true)));
    EXPECT_TRUE(directory()->find(ann)->administrator);
    EXPECT_TRUE(run(app.rename_user.run(anns, bob, "Robert")));
    EXPECT_TRUE(run(app.set_administrator.run(caller(root), ann, true))) << "repeating it has no effect";
    ASSERT_TRUE(run(app.set_administrator.run(anns, root, false)));
    EXPECT_EQ(code(run(app.rename_user.run(caller(root), bob, "Rob"))), ErrorCode::forbidden);
}

TEST_F(AccountsTest, TheLastAdministratorCannotLayItDown) {
    EXPECT_EQ(code(run(app.set_administrator.run(caller(root), root, false))), ErrorCode::conflict);
    const auto root2 = user("root2", acme, true);
    ASSERT_TRUE(run(app.disable_user.run(Local{}, root2)));
    EXPECT_EQ(code(run(app.set_administrator.run(caller(root), root, false))), ErrorCode::conflict)
        << "a disabled one does not count";
    EXPECT_TRUE(directory()->find(root)->administrator);
}

TEST_F(AccountsTest, OnlyUsersBecomeAdministrators) {
    const auto gus = guest("gus", acme);
    EXPECT_EQ(code(run(app.set_administrator.run(caller(root), gus, true))), ErrorCode::bad_request);
}

TEST_F(AccountsTest, EndingSessionsEndsStayLoggedInToo) {
    Login login;
    login.uname = "ann";
    login.password = "password of ann";
    login.remember = true;
    const auto in = *run(app.log_in.run(login));
    ASSERT_TRUE(run(app.end_sessions.run(caller(root), ann)));
    EXPECT_EQ(told(ann), Lines{"ended all"});
    EXPECT_EQ(code(run(app.authenticate.run(in.session_token))), ErrorCode::not_logged_in);
    Login again;
    again.login_token = *in.login_token;
    EXPECT_EQ(code(run(app.log_in.run(again))), ErrorCode::wrong_credentials);
    EXPECT_TRUE(log_in("ann", "password of ann")) << "the account itself stays";
}

TEST_F(AccountsTest, DisablingEndsWhatSomebodyHasOpen) {
    online(ann);
    ASSERT_TRUE(run(app.disable_user.run(caller(root), ann)));
    EXPECT_EQ(told(ann), (Lines{"ended all", "ended all"}));
    EXPECT_EQ(told(bob), Lines{"lost ann"});
    ASSERT_TRUE(run(app.disable_user.run(caller(root), ann, false)));
    EXPECT_EQ(told(bob), Lines{"contact ann mutual automatic"});
}

TEST_F(AccountsTest, ANewPasswordEndsAllSessions) {
    const auto token = log_in("ann", "password of ann")->session_token;
    ASSERT_TRUE(run(app.set_password.run(caller(root), ann, "another one")));
    EXPECT_EQ(code(run(app.authenticate.run(token))), ErrorCode::not_logged_in);
    EXPECT_EQ(code(log_in("ann", "password of ann")), ErrorCode::wrong_credentials);
    EXPECT_TRUE(log_in("ann", "another one"));
}

TEST_F(AccountsTest, OnesOwnNewPasswordNeedsTheOldOneAndKeepsOnesSession) {
    const auto here = *log_in("ann", "password of ann");
    const auto elsewhere = *log_in("ann", "password of ann");
    EXPECT_EQ(code(run(app.set_password.own(here.caller, "wrong", "another one"))), ErrorCode::wrong_credentials);
    EXPECT_EQ(code(run(app.set_password.own(here.caller, "password of ann", "short"))), ErrorCode::bad_request);
    ASSERT_TRUE(run(app.set_password.own(here.caller, "password of ann", "another one")));
    EXPECT_TRUE(run(app.authenticate.run(here.session_token)));
    EXPECT_EQ(code(run(app.authenticate.run(elsewhere.session_token))), ErrorCode::not_logged_in);
}

TEST_F(AccountsTest, ManyUsersAreCreatedTogetherUpToTheFirstRefusal) {
    const auto created = run(app.create_user.run_all(Local{}, {{acme, "u1", {}, {}, {}}, {acme, "u2", {}, {}, {}}}));
    ASSERT_TRUE(created);
    EXPECT_EQ(created->size(), 2u);
    EXPECT_EQ(code(run(app.create_user.run_all(
                  Local{}, {{acme, "u3", {}, {}, {}}, {acme, "u1", {}, {}, {}}, {acme, "u4", {}, {}, {}}}))),
              ErrorCode::already_exists);
    EXPECT_NE(directory()->find_by_uname("u3"), nullptr);
    EXPECT_EQ(directory()->find_by_uname("u4"), nullptr);
}

class SetUpTest : public PeopleTest {
protected:
    Result<ContactId> set_up(const std::string& token, const std::string& uname = "root") {
        return run(app.set_up.run({token, "Acme", uname, "Root", "long enough"}));
    }
};

TEST_F(SetUpTest, MakesTheFirstCompanyAndItsAdministrator) {
    EXPECT_TRUE(app.set_up.needed());
    const auto token = app.set_up.issue_token();
    ASSERT_TRUE(token);
    const auto root = set_up(*token);
    ASSERT_TRUE(root);
    EXPECT_TRUE(app.directory.current()->find(*root)->administrator);
    EXPECT_FALSE(app.set_up.needed());
    EXPECT_TRUE(log_in("root", "long enough"));
}

TEST_F(SetUpTest, TheTokenServesOnce) {
    const auto token = *app.set_up.issue_token();
    ASSERT_TRUE(set_up(token));
    EXPECT_EQ(code(set_up(token, "other")), ErrorCode::forbidden);
    EXPECT_EQ(app.set_up.issue_token(), std::nullopt);
}

TEST_F(SetUpTest, NothingButTheTokenHelps) {
    EXPECT_EQ(code(set_up("")), ErrorCode::forbidden);
    app.set_up.issue_token();
    EXPECT_EQ(code(set_up("")), ErrorCode::forbidden);
    EXPECT_EQ(code(set_up("guess")), ErrorCode::forbidden);
    EXPECT_TRUE(app.directory.current()->people().empty());
}

TEST_F(SetUpTest, WhatIsRefusedOrFailsLeavesTheTokenGood) {
    const auto token = *app.set_up.issue_token();
    EXPECT_EQ(code(set_up(token, "bad name")), ErrorCode::bad_name);
    EXPECT_EQ(code(run(app.set_up.run({token, "", "root", "Root", "long enough"}))), ErrorCode::bad_name);
    EXPECT_EQ(code(run(app.set_up.run({token, "Acme", "root", "Root", "short"}))), ErrorCode::bad_request);
    store.faults().fail_writes(true);
    EXPECT_EQ(code(set_up(token)), ErrorCode::store_failed);
    store.faults().fail_writes(false);
    EXPECT_TRUE(set_up(token));
}

TEST_F(SetUpTest, IsOverWhenAnAdministratorWasMadeElsewhere) {
    const auto token = *app.set_up.issue_token();
    user("root", company("Acme"), true);
    EXPECT_EQ(code(set_up(token, "other")), ErrorCode::forbidden);
}

}  // namespace
}  // namespace foyer::app
