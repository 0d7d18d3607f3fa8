#include "server/app/people/second_factors.hpp"

#include "server/app/people/people_fixture.hpp"

namespace foyer::app {
namespace {

class SecondFactorsTest : public PeopleTest {
protected:
    CompanyId acme = company("Acme");
    ContactId ann = user("ann", acme);
    ContactId bob = user("bob", acme);
    std::string letters;

    std::vector<std::string> switch_on() {
        letters = run(app.start_second_factor.run(caller(ann), "password of ann"))->letters;
        return *run(app.confirm_second_factor.run(caller(ann), code_of(1)));
    }
    [[nodiscard]] std::string code_of(int step) const { return std::to_string(step) + "of" + letters; }
    ErrorCode enter(const std::string& with_code, const std::string& password = "password of ann") {
        Login login;
        login.uname = "ann";
        login.password = password;
        login.code = with_code;
        login.remote_address = "192.0.2.1";
        return code(run(app.log_in.run(login)));
    }
    bool is_on() { return run(app.show_second_factor.run(caller(ann)))->on; }
};

TEST_F(SecondFactorsTest, IsAskedForOnceItIsConfirmed) {
    EXPECT_EQ(enter(""), ErrorCode::ok);
    letters = run(app.start_second_factor.run(caller(ann), "password of ann"))->letters;
    EXPECT_EQ(enter(""), ErrorCode::ok) << "begun is not yet switched on";
    EXPECT_EQ(code(run(app.confirm_second_factor.run(caller(ann), "1ofanother"))), ErrorCode::second_factor_needed);
    EXPECT_FALSE(is_on());
    ASSERT_TRUE(run(app.confirm_second_factor.run(caller(ann), code_of(1))));
    EXPECT_TRUE(is_on());
    EXPECT_EQ(enter(""), ErrorCode::second_factor_needed);
    EXPECT_EQ(enter(code_of(2)), ErrorCode::ok);
    EXPECT_EQ(enter(code_of(2)), ErrorCode::second_factor_needed) << "a code is good once";
    EXPECT_EQ(enter(code_of(3), "wrong"), ErrorCode::wrong_credentials)
        << "the code tells nothing without the password";
    EXPECT_EQ(enter(code_of(3)), ErrorCode::ok);
}

TEST_F(SecondFactorsTest, ARecoveryCodeServesOnceHoweverItIsTyped) {
    auto recovery = switch_on();
    ASSERT_EQ(recovery.size(), 10U);
    std::ranges::transform(recovery[0], recovery[0].begin(), [](char c) { return static_cast<char>(std::toupper(c)); });
    EXPECT_EQ(enter(" " + recovery[0] + " "), ErrorCode::ok);
    EXPECT_EQ(enter(recovery[0]), ErrorCode::second_factor_needed);
    EXPECT_EQ(run(app.show_second_factor.run(caller(ann)))->recovery_codes_left, 9U);
}

TEST_F(SecondFactorsTest, GuessingCodesIsLimitedLikeGuessingPasswords) {
    switch_on();
    auto answer = ErrorCode::ok;
    for (int i = 0; i < 200 && answer != ErrorCode::rate_limited; ++i) answer = enter("guess");
    EXPECT_EQ(answer, ErrorCode::rate_limited);
}

TEST_F(SecondFactorsTest, AskingWithoutACodeIsNoFailure) {
    switch_on();
    for (int i = 0; i < 50; ++i) ASSERT_EQ(enter(""), ErrorCode::second_factor_needed);
    EXPECT_EQ(enter(code_of(2)), ErrorCode::ok);
}

TEST_F(SecondFactorsTest, ChangingItNeedsThePassword) {
    EXPECT_EQ(code(run(app.start_second_factor.run(caller(ann), "wrong"))), ErrorCode::wrong_credentials);
    EXPECT_EQ(code(run(app.confirm_second_factor.run(caller(ann), "1ofsecret0"))), ErrorCode::not_found);
    switch_on();
    EXPECT_EQ(code(run(app.start_second_factor.run(caller(ann), "password of ann"))), ErrorCode::conflict);
    EXPECT_EQ(code(run(app.stop_second_factor.own(caller(ann), "wrong"))), ErrorCode::wrong_credentials);
    EXPECT_TRUE(is_on());
    EXPECT_TRUE(run(app.stop_second_factor.own(caller(ann), "password of ann")));
    EXPECT_EQ(enter(""), ErrorCode::ok);
}

TEST_F(SecondFactorsTest, AdministratorsHelpWhoLostHisApp) {
    const auto root = user("root", acme, true);
    switch_on();
    EXPECT_EQ(code(run(app.stop_second_factor.run(caller(bob), ann))), ErrorCode::forbidden);
    EXPECT_EQ(code(run(app.stop_second_factor.run(caller(root), ContactId{4711}))), ErrorCode::not_found);
    EXPECT_TRUE(is_on());
    EXPECT_TRUE(run(app.stop_second_factor.run(caller(root), ann)));
    EXPECT_FALSE(is_on());
}

TEST_F(SecondFactorsTest, AFailingStoreLetsNobodyInAndChangesNothing) {
    switch_on();
    store.faults().fail_writes(true);
    EXPECT_EQ(enter(code_of(2)), ErrorCode::store_failed);
    EXPECT_EQ(code(run(app.stop_second_factor.own(caller(ann), "password of ann"))), ErrorCode::store_failed);
    store.faults().fail_writes(false);
    EXPECT_TRUE(is_on());
    EXPECT_EQ(enter(code_of(2)), ErrorCode::ok) << "the code was not used up";
}

}  // namespace
}  // namespace foyer::app
