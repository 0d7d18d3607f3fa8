// What administrators do over REST, and the operator over his socket, beyond the table of rest_calls_test.cpp.
#include <gmock/gmock.h>

#include "server/gateway/rest/rest_fixture.hpp"

namespace foyer::gateway {
namespace {

using ::testing::HasSubstr;

class Administration : public testing::Test, public RestFixture {
protected:
    Answer import(const std::string& csv, bool check_only = false) {
        boost::json::object body{{"companyId", acme.value()}, {"csv", csv}, {"checkOnly", check_only}};
        return ask(root, "POST /api/v1/users/import", boost::json::serialize(body));
    }
    [[nodiscard]] bool exists(const std::string& uname) {
        return app.directory.current()->find_by_uname(uname) != nullptr;
    }
    std::string password_hash_of(const std::string& uname) {
        const auto id = app.directory.current()->find_by_uname(uname)->id;
        return run(memory.store().accounts.password_hash(id))->value_or("");
    }
    [[nodiscard]] std::string path_of(ContactId person, const std::string& what) const {
        return "/api/v1/users/" + std::to_string(person.value()) + what;
    }
    InvitationId given_invitation(ContactId inviter, const std::string& name) {
        app::GuestSpec guest;
        guest.name = name;
        EXPECT_TRUE(run(app.invite_to_chat.run(caller(inviter), {std::move(guest)}, "")));
        return run(app.invitations.shown_to(*app.directory.current()->find(inviter)))->front().invitation.id;
    }
};

TEST_F(Administration, AFileOfUsersIsImported) {
    const auto report = import(
        "login,name,email,password,administrator\n"
        "fay,\"Fay Frost\",fay@example.com,a long secret,yes\n"
        "gil,,,,\n");
    EXPECT_EQ(report.number("/created"), 2);
    EXPECT_FALSE(report.body.as_object().contains("faults"));
    const auto* fay = app.directory.current()->find_by_uname("fay");
    ASSERT_TRUE(fay);
    EXPECT_EQ(fay->name, "Fay Frost");
    EXPECT_EQ(fay->email, "fay@example.com");
    EXPECT_EQ(fay->company, acme);
    EXPECT_TRUE(fay->administrator);
    EXPECT_EQ(password_hash_of("fay"), "open:a long secret");
    EXPECT_EQ(report["/passwords/0/uname"], "gil");
    EXPECT_EQ(report.number("/passwords/0/line"), 3);
    const std::string given(report["/passwords/0/password"].as_string());
    EXPECT_EQ(given.size(), 19U);
    EXPECT_EQ(password_hash_of("gil"), "open:" + given);
    EXPECT_EQ(report["/passwords"].as_array().size(), 1U);
}

TEST_F(Administration, OneFaultAndNobodyIsImported) {
    const auto report = import(
        "login,name,password\n"
        "fay,Fay,\n"
        "gil,Gil,short\n"
        "hal\n"
        "ann,Ann,\n"
        "FAY,Fay,\n"
        "ida,<b>,\n"
        "-,Jo,\n");
    EXPECT_FALSE(report.body.as_object().contains("created"));
    EXPECT_FALSE(report.body.as_object().contains("passwords"));
    std::vector<std::int64_t> lines;
    for (const auto& fault : report["/faults"].as_array()) lines.push_back(fault.at("line").to_number<std::int64_t>());
    EXPECT_THAT(lines, testing::ElementsAre(3, 4, 5, 6, 7, 8));
    EXPECT_THAT(std::string(report["/faults/2/sentence"].as_string()), HasSubstr("ann is already taken"));
    EXPECT_THAT(std::string(report["/faults/3/sentence"].as_string()), HasSubstr("stands in line 2 already"));
    EXPECT_FALSE(exists("fay"));
}

TEST_F(Administration, AnImportCanBeTried) {
    EXPECT_EQ(import("login\nfay\n", true).number("/created"), 1);
    EXPECT_FALSE(exists("fay"));
    EXPECT_EQ(import("login\nann\n", true)["/faults/0/sentence"], "The login name ann is already taken.");
}

TEST_F(Administration, AnImportIsBoundedAndNeedsItsCompany) {
    desk.settings.import_users = 2;
    EXPECT_EQ(import("login\nfay\ngil\n").code(), "ok");
    EXPECT_EQ(import("login\nhal\nida\njo\n").code(), "limit_reached");
    EXPECT_FALSE(exists("hal"));
    EXPECT_EQ(ask(root, "POST /api/v1/users/import", R"({"companyId":4711,"csv":"login\nfay\n"})").code(), "not_found");
}

TEST_F(Administration, AFailingStoreImportsNobody) {
    ask(root, "GET /api/v1/me");
    memory.faults().fail_writes(true);
    EXPECT_EQ(import("login\nfay\n").code(), "store_failed");
    memory.faults().fail_writes(false);
    refresh();
    EXPECT_FALSE(exists("fay"));
}

TEST_F(Administration, SomebodysSessionsAreSeenAndEnded) {
    const auto token = token_of(ann);
    const auto other = run(app.sessions.open(ann, ports::SessionKind::session, "page", SessionId{}));
    const auto listed = ask(root, "GET " + path_of(ann, "/sessions"));
    EXPECT_EQ(listed["/sessions"].as_array().size(), 2U);
    EXPECT_FALSE(listed["/sessions/0"].as_object().contains("current"));
    EXPECT_EQ(ask(root, "DELETE " + path_of(ann, "/sessions/" + std::to_string(other->session.id.value()))).code(),
              "ok");
    EXPECT_EQ(ask_with(other->token, "GET /api/v1/me").code(), "not_logged_in");
    EXPECT_EQ(ask_with(token, "GET /api/v1/me").code(), "ok");
    EXPECT_EQ(ask(root, "DELETE " + path_of(ann, "/sessions")).code(), "ok");
    EXPECT_EQ(ask_with(token, "GET /api/v1/me").code(), "not_logged_in");
}

TEST_F(Administration, PeopleAndCompaniesAreFoundByName) {
    EXPECT_EQ(ask(root, "GET /api/v1/users?uname=bob").number("/users/0/contactId"), bob.value());
    EXPECT_FALSE(ask(root, "GET /api/v1/users?uname=bo").body.as_object().contains("users"));
    EXPECT_EQ(ask(root, "GET /api/v1/companies?name=Borg").number("/companies/0/companyId"), borg.value());
    EXPECT_FALSE(ask(root, "GET /api/v1/companies?name=borg").body.as_object().contains("companies"));
    EXPECT_EQ(ask(ann, "GET /api/v1/users?uname=bob").code(), "forbidden");
    EXPECT_EQ(ask(ann, "GET /api/v1/companies?name=Borg").code(), "forbidden");
}

TEST_F(Administration, InvitationsOfEverybodyAreListedWithoutTheirLinks) {
    const auto first = given_invitation(ann, "Greta");
    const auto second = given_invitation(dan, "Hans");
    const auto page = ask(root, "GET /api/v1/admin/invitations?limit=1");
    EXPECT_EQ(page["/more"], true);
    EXPECT_EQ(page["/invitations"].as_array().size(), 1U);
    EXPECT_EQ(page.number("/invitations/0/invitation/invitationId"), first.value());
    EXPECT_EQ(page.number("/invitations/0/companyId"), acme.value());
    EXPECT_FALSE(page["/invitations/0/invitation"].as_object().contains("url"));
    const auto rest = ask(root, "GET /api/v1/admin/invitations?after=" + std::to_string(first.value()));
    EXPECT_EQ(rest.number("/invitations/0/invitation/invitationId"), second.value());
    EXPECT_FALSE(rest.body.as_object().contains("more"));
    EXPECT_EQ(ask(root, "GET /api/v1/admin/invitations?company_id=" + std::to_string(borg.value()))["/invitations"]
                  .as_array()
                  .size(),
              1U);
}

TEST_F(Administration, AnybodysInvitationIsRevokedAndTheGuestIsGone) {
    const auto id = given_invitation(dan, "Hans");
    const auto guest = run(app.invitations.shown_to(*app.directory.current()->find(dan)))->front().invitation.guest;
    ASSERT_TRUE(app.directory.current()->find(guest));
    const auto path = "/api/v1/admin/invitations/" + std::to_string(id.value());
    EXPECT_EQ(ask(root, "DELETE " + path).code(), "ok");
    EXPECT_FALSE(app.directory.current()->find(guest));
    EXPECT_EQ(ask(root, "DELETE " + path).code(), "ok");
    EXPECT_EQ(ask(root, "GET /api/v1/admin/invitations?company_id=" +
                            std::to_string(borg.value()))["/invitations/0/invitation/state"],
              "invitation_revoked");
    EXPECT_EQ(ask(root, "DELETE /api/v1/admin/invitations/4711").code(), "not_found");
    const auto entered = ask(root, "GET /api/v1/audit?action=invitation.revoked");
    ASSERT_EQ(entered["/entries"].as_array().size(), 1U) << "what has happened, once";
    EXPECT_EQ(entered["/entries/0/targetName"], "Hans");
}

TEST_F(Administration, TheLogLevelIsSetWhereAServerRuns) {
    EXPECT_EQ(ask(root, "PUT /api/v1/log-level", R"({"level":"debug"})")["/level"], "debug");
    EXPECT_EQ(ask(root, "GET /api/v1/log-level")["/level"], "debug");
    desk.log = nullptr;
    EXPECT_EQ(ask_locally("GET /api/v1/log-level").code(), "unavailable");
    EXPECT_EQ(ask_locally("PUT /api/v1/log-level", R"({"level":"debug"})").code(), "unavailable");
}

TEST_F(Administration, TheOperatorIsNobodyAndHasNoPages) {
    EXPECT_EQ(ask_locally("GET /api/v1/me").status, 403U);
    EXPECT_EQ(ask_locally("POST /api/v1/keys", R"({"name":"robot","scopes":["read"]})").code(), "forbidden");
    EXPECT_EQ(ask_locally("GET /").status, 404U);
    EXPECT_EQ(ask_locally("GET /api/v1/nothing").status, 404U);
    EXPECT_TRUE(std::holds_alternative<net::HttpResponse>(
        run(local.upgrade(request_of({}, "GET /api/feed", {}, {}), {"foyer"}))));
}

TEST_F(Administration, AKeyOfSomebodyElseIsTheOperatorsAlone) {
    const auto line = "POST " + path_of(ann, "/keys");
    const auto* const body = R"({"name":"robot","scopes":["read"],"days":1})";
    EXPECT_EQ(ask(root, line, body).code(), "forbidden");
    EXPECT_EQ(ask(ann, line, body).code(), "forbidden");
    const auto made = ask_locally(line, body);
    EXPECT_EQ(made.field("Location"), path_of(ann, "/keys/" + std::to_string(made.number("/key/keyId"))));
    const std::string token(made["/token"].as_string());
    EXPECT_EQ(ask_with(token, "GET /api/v1/me").code(), "ok");
    EXPECT_EQ(ask_locally("DELETE " + made.field("Location").substr(0)).code(), "ok");
    EXPECT_EQ(ask_with(token, "GET /api/v1/me").code(), "not_logged_in");
}

}  // namespace
}  // namespace foyer::gateway
