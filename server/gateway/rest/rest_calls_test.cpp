// Every call of schema/rest.proto: who may, who may not, bad input, a store that fails, and what an API key needs. A
// new call without a row here fails the first test.
#include <gtest/gtest.h>

#include "server/gateway/rest/rest_fixture.hpp"

namespace foyer::gateway {
namespace {

/// {names} in lines and bodies stand for the fixture's people and things. "-": there is no such case. The actor "local"
/// is the operator.
struct Row {
    std::string call;
    std::string actor;
    std::string line;
    std::string body;
    std::string refused_actor;
    std::string refused_code;
    std::string bad_line;  ///< "=": the same line.
    std::string bad_body;
    std::string bad_code;
    bool needs_store = true;  ///< False: it answers from memory alone.
};

const std::vector<Row> rows = {
    {"ReadSelf", "ann", "GET /api/v1/me", "", "-", "", "-", "", "", false},
    {"ChangePassword", "ann", "PUT /api/v1/me/password", R"({"present":"old secret","password":"new secret"})", "bob",
     "wrong_credentials", "=", R"({"present":"old secret","password":"short"})", "bad_request"},
    {"ListSessions", "ann", "GET /api/v1/sessions", "", "-", "", "-", "", ""},
    {"RevokeSession", "ann", "DELETE /api/v1/sessions/{session}", "", "bob", "not_found", "DELETE /api/v1/sessions/x",
     "", "bad_request"},
    {"ListKeys", "ann", "GET /api/v1/keys", "", "-", "", "-", "", ""},
    {"CreateKey", "ann", "POST /api/v1/keys", R"({"name":"robot","scopes":["read"]})", "gus", "forbidden", "=",
     R"({"name":"robot"})", "bad_request"},
    {"RevokeKey", "ann", "DELETE /api/v1/keys/{key}", "", "bob", "not_found", "DELETE /api/v1/keys/x", "",
     "bad_request"},
    {"ListRooms", "ann", "GET /api/v1/rooms", "", "-", "", "GET /api/v1/rooms?limit=many", "", "bad_request"},
    {"CreateRoom", "ann", "POST /api/v1/rooms", R"({"parties":[{"contactId":{bob}}],"name":"New"})", "gus", "forbidden",
     "=", R"({"parties":[{}]})", "bad_request"},
    {"ReadRoom", "bob", "GET /api/v1/rooms/{room}", "", "eve", "not_found", "GET /api/v1/rooms/x", "", "bad_request"},
    {"ModifyRoom", "ann", "PATCH /api/v1/rooms/{room}", R"({"name":"Other"})", "eve", "not_found", "=", R"({"name":5})",
     "bad_request"},
    {"AddMembers", "ann", "POST /api/v1/rooms/{room}/members", R"({"parties":[{"contactId":{eve}}]})", "eve",
     "not_found", "=", R"({"parties":[{}]})", "bad_request"},
    {"RemoveMember", "sue", "DELETE /api/v1/rooms/{room}/members/{bob}", "", "ann", "forbidden",
     "DELETE /api/v1/rooms/{room}/members/x", "", "bad_request"},
    {"LeaveRoom", "bob", "POST /api/v1/rooms/{room}/leave", "", "sue", "watching_only", "POST /api/v1/rooms/x/leave",
     "", "bad_request"},
    {"JoinRoom", "eve", "POST /api/v1/rooms/{public}/join", "", "dan", "not_found", "POST /api/v1/rooms/x/join", "",
     "bad_request"},
    {"ListPublicRooms", "eve", "GET /api/v1/public-rooms", "", "gus", "forbidden", "GET /api/v1/public-rooms?after=x",
     "", "bad_request"},
    {"PostMessage", "bob", "POST /api/v1/rooms/{room}/messages", R"({"text":"hi"})", "sue", "watching_only", "=",
     R"({"text":""})", "bad_text"},
    {"ReadHistory", "sue", "GET /api/v1/rooms/{room}/messages", "", "eve", "not_found",
     "GET /api/v1/rooms/{room}/messages?before=1&after=1", "", "bad_request"},
    {"ReadMessage", "bob", "GET /api/v1/rooms/{room}/messages/1", "", "eve", "not_found",
     "GET /api/v1/rooms/{room}/messages/one", "", "bad_request"},
    {"SetSeen", "bob", "PUT /api/v1/rooms/{room}/seen", R"({"seq":1})", "sue", "watching_only", "=", R"({"seq":"x"})",
     "bad_request"},
    {"ListContacts", "eve", "GET /api/v1/contacts", "", "-", "", "GET /api/v1/contacts?limit=x", "", "bad_request"},
    {"RequestContact", "ann", "POST /api/v1/contacts", R"({"uname":"dan"})", "gus", "forbidden", "=", "{}",
     "bad_request"},
    {"AcceptContact", "ann", "POST /api/v1/contacts/{dan}/accept", "", "bob", "not_found",
     "POST /api/v1/contacts/x/accept", "", "bad_request"},
    {"EndContact", "ann", "DELETE /api/v1/contacts/{bob}", "", "gus", "forbidden", "DELETE /api/v1/contacts/x", "",
     "bad_request"},
    {"ListPresence", "eve", "GET /api/v1/presence", "", "-", "", "GET /api/v1/presence?after=x", "", "bad_request"},
    {"ListInvitations", "ann", "GET /api/v1/invitations", "", "-", "", "GET /api/v1/invitations?limit=x", "",
     "bad_request"},
    {"RevokeInvitation", "ann", "DELETE /api/v1/invitations/{invitation}", "", "bob", "not_found",
     "DELETE /api/v1/invitations/x", "", "bad_request"},
    {"ListFiles", "ann", "GET /api/v1/files", "", "-", "", "GET /api/v1/files?before=x", "", "bad_request"},
    {"ListCompanies", "root", "GET /api/v1/companies", "", "ann", "forbidden", "GET /api/v1/companies?after=x", "",
     "bad_request", false},
    {"CreateCompany", "root", "POST /api/v1/companies", R"({"name":"Cyber"})", "ann", "forbidden", "=",
     R"({"name":""})", "bad_name"},
    {"ReadCompany", "root", "GET /api/v1/companies/{acme}", "", "sue", "forbidden", "GET /api/v1/companies/4711", "",
     "not_found", false},
    {"ModifyCompany", "root", "PATCH /api/v1/companies/{acme}", R"({"name":"Acme & Co","autoRoster":false})", "sue",
     "forbidden", "=", R"({"name":"Borg"})", "already_exists"},
    {"ListUsers", "root", "GET /api/v1/users?company_id={acme}", "", "ann", "forbidden",
     "GET /api/v1/users?company_id=x", "", "bad_request", false},
    {"CreateUser", "root", "POST /api/v1/users", R"({"companyId":{acme},"uname":"fay","password":"a long secret"})",
     "ann", "forbidden", "=", R"({"companyId":{acme},"uname":"ann"})", "already_exists"},
    {"ReadUser", "root", "GET /api/v1/users/{ann}", "", "ann", "forbidden", "GET /api/v1/users/4711", "", "not_found",
     false},
    {"ModifyUser", "root", "PATCH /api/v1/users/{ann}", R"({"name":"Ann B.","disabled":true})", "ann", "forbidden", "=",
     R"({"name":"<b>"})", "bad_name"},
    {"ResetPassword", "root", "PUT /api/v1/users/{ann}/password", R"({"password":"another secret"})", "sue",
     "forbidden", "=", R"({"password":"short"})", "bad_request"},
    {"GrantSupervision", "root", "PUT /api/v1/users/{ann}/supervises/{acme}", "", "ann", "forbidden",
     "PUT /api/v1/users/{ann}/supervises/4711", "", "not_found"},
    {"RevokeSupervision", "root", "DELETE /api/v1/users/{sue}/supervises/{acme}", "", "sue", "forbidden",
     "DELETE /api/v1/users/{sue}/supervises/4711", "", "not_found"},
    {"ImportUsers", "root", "POST /api/v1/users/import", R"({"companyId":{acme},"csv":"login,name\nfay,Fay\n"})", "ann",
     "forbidden", "=", R"({"companyId":{acme},"csv":"login,shoe size\nfay,39\n"})", "bad_request"},
    {"ListSessionsOfUser", "root", "GET /api/v1/users/{ann}/sessions", "", "ann", "forbidden",
     "GET /api/v1/users/4711/sessions", "", "not_found"},
    {"EndSessionsOfUser", "root", "DELETE /api/v1/users/{ann}/sessions", "", "sue", "forbidden",
     "DELETE /api/v1/users/4711/sessions", "", "not_found"},
    {"RevokeSessionOfUser", "root", "DELETE /api/v1/users/{ann}/sessions/{session}", "", "ann", "forbidden",
     "DELETE /api/v1/users/{bob}/sessions/{session}", "", "not_found"},
    {"StopSecondFactorOfUser", "root", "DELETE /api/v1/users/{ann}/second-factor", "", "sue", "forbidden",
     "DELETE /api/v1/users/4711/second-factor", "", "not_found"},
    {"ListWebhooks", "root", "GET /api/v1/webhooks?company_id={acme}", "", "ann", "forbidden",
     "GET /api/v1/webhooks?company_id=x", "", "bad_request"},
    {"CreateWebhook", "root", "POST /api/v1/webhooks",
     R"({"companyId":{acme},"url":"https://www.example.com/","events":["message.posted"]})", "sue", "forbidden", "=",
     R"({"companyId":{acme},"url":"https://www.example.com/","events":["message.eaten"]})", "bad_request"},
    {"ReadWebhook", "root", "GET /api/v1/webhooks/{webhook}", "", "ann", "forbidden", "GET /api/v1/webhooks/4711", "",
     "not_found"},
    {"ModifyWebhook", "root", "PATCH /api/v1/webhooks/{webhook}", R"({"active":false})", "ann", "forbidden", "=",
     R"({"url":"nowhere"})", "bad_address"},
    {"RemoveWebhook", "root", "DELETE /api/v1/webhooks/{webhook}", "", "ann", "forbidden",
     "DELETE /api/v1/webhooks/4711", "", "not_found"},
    {"TestWebhook", "root", "POST /api/v1/webhooks/{webhook}/test", "", "ann", "forbidden",
     "POST /api/v1/webhooks/4711/test", "", "not_found"},
    {"ListWebhookDeliveries", "root", "GET /api/v1/webhooks/{webhook}/deliveries", "", "ann", "forbidden",
     "GET /api/v1/webhooks/{webhook}/deliveries?before=x", "", "bad_request"},
    {"ListKeysOfUser", "root", "GET /api/v1/users/{ann}/keys", "", "ann", "forbidden", "GET /api/v1/users/4711/keys",
     "", "not_found"},
    {"RevokeKeyOfUser", "root", "DELETE /api/v1/users/{ann}/keys/{key}", "", "ann", "forbidden",
     "DELETE /api/v1/users/{bob}/keys/{key}", "", "not_found"},
    {"CreateKeyOfUser", "local", "POST /api/v1/users/{ann}/keys", R"({"name":"robot","scopes":["read"]})", "root",
     "forbidden", "=", R"({"name":"robot"})", "bad_request"},
    {"ListAllInvitations", "root", "GET /api/v1/admin/invitations?company_id={acme}", "", "sue", "forbidden",
     "GET /api/v1/admin/invitations?after=x", "", "bad_request"},
    {"RevokeAnyInvitation", "root", "DELETE /api/v1/admin/invitations/{invitation}", "", "sue", "forbidden",
     "DELETE /api/v1/admin/invitations/4711", "", "not_found"},
    {"ListAllRooms", "root", "GET /api/v1/admin/rooms?company_id={acme}", "", "sue", "forbidden",
     "GET /api/v1/admin/rooms?after=x", "", "bad_request"},
    {"CloseRoom", "root", "POST /api/v1/admin/rooms/{room}/close", "", "sue", "forbidden",
     "POST /api/v1/admin/rooms/4711/close", "", "not_found"},
    {"ReadRoomAsAdministrator", "root", "GET /api/v1/admin/rooms/{room}/messages", "", "sue", "forbidden",
     "GET /api/v1/admin/rooms/4711/messages", "", "not_found"},
    {"ListAudit", "root", "GET /api/v1/audit", "", "sue", "forbidden", "GET /api/v1/audit?action=room.eaten", "",
     "bad_request"},
    {"ReadLogLevel", "root", "GET /api/v1/log-level", "", "ann", "forbidden", "-", "", "", false},
    {"SetLogLevel", "root", "PUT /api/v1/log-level", R"({"level":"debug"})", "ann", "forbidden", "=",
     R"({"level":"loud"})", "bad_request"},
};

TEST(RestCalls, AllHaveARow) {
    ASSERT_EQ(rows.size(), rest_routes.size());
    for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(rows[i].call, rest_routes[i].name) << "in the same order";
}

class RestCall : public testing::TestWithParam<Row>, public RestFixture {
protected:
    RestCall() {
        EXPECT_TRUE(run(memory.store().accounts.set_password_hash(ann, "open:old secret")));
        EXPECT_TRUE(run(app.request_contact.run(caller(dan), ann)));
        app::NewApiKey wish{ann, "robot", {domain::Scope::read}};
        const auto key = run(app.create_api_key.run(app::Local{}, std::move(wish)))->key.id;
        app::NewWebhook hook{acme, "https://www.example.com/", {domain::WebhookEvent::room_created}};
        const auto webhook = run(app.manage_webhooks.create(app::Local{}, std::move(hook)))->id;
        app::GuestSpec guest;
        guest.name = "Greta Guest";
        EXPECT_TRUE(run(app.invite_to_chat.run(caller(ann), {std::move(guest)}, "")));
        const auto invitation =
            run(app.invitations.shown_to(*app.directory.current()->find(ann)))->front().invitation.id;
        app::NewRoom open;
        open.name = "Open";
        open.is_public = true;
        const auto public_room = *run(app.create_room.run(caller(bob), std::move(open)));
        const auto session = run(app.sessions.open(ann, ports::SessionKind::session, {}, SessionId{}))->session.id;
        names_ = {{"ann", ann.value()},
                  {"bob", bob.value()},
                  {"eve", eve.value()},
                  {"gus", gus.value()},
                  {"sue", sue.value()},
                  {"dan", dan.value()},
                  {"root", root.value()},
                  {"acme", acme.value()},
                  {"key", key.value()},
                  {"public", public_room.value()},
                  {"session", session.value()},
                  {"webhook", webhook.value()},
                  {"invitation", invitation.value()},
                  {"room", given_conversation().value()}};
    }

    [[nodiscard]] ContactId actor(const std::string& name) const { return ContactId{names_.at(name)}; }
    [[nodiscard]] std::string filled(std::string text) const {
        for (const auto& [name, id] : names_) {
            const auto placeholder = '{' + name + '}';
            for (auto at = text.find(placeholder); at != std::string::npos; at = text.find(placeholder)) {
                text.replace(at, placeholder.size(), std::to_string(id));
            }
        }
        return text;
    }
    Answer ask_as(const std::string& token, const Row& row) {
        return ask_with(token, filled(row.line), filled(row.body));
    }
    /// As the row's actor.
    Answer ask_by(const Row& row, const std::string& line, const std::string& body) {
        if (row.actor == "local") return ask_locally(filled(line), filled(body));
        return ask_with(token_of(actor(row.actor)), filled(line), filled(body));
    }
    [[nodiscard]] const RestRoute& route() const {
        return *std::ranges::find(rest_routes, GetParam().call, &RestRoute::name);
    }
    [[nodiscard]] domain::Scopes scopes_for(RestScope scope) const {
        switch (scope) {
            case RestScope::read:
                return {domain::Scope::read};
            case RestScope::write:
                return {domain::Scope::write};
            case RestScope::admin:
                return {domain::Scope::admin};
            case RestScope::command:
                return {domain::Scope::command};
            case RestScope::login:
                return {};
        }
        return {};
    }

private:
    std::map<std::string, std::uint32_t> names_;
};

TEST_P(RestCall, IsAnsweredToWhoMay) {
    const auto answer = ask_by(GetParam(), GetParam().line, GetParam().body);
    EXPECT_EQ(answer.code(), "ok") << answer.response.body_view();
    EXPECT_EQ(answer.status, route().creates ? 201U : 200U);
    EXPECT_EQ(answer.field("Location").empty(), !route().creates);
    EXPECT_EQ(answer.field("Cache-Control"), "no-store");
}

TEST_P(RestCall, IsRefusedToWhoMayNot) {
    if (GetParam().refused_actor == "-") return;
    const auto answer = ask_as(token_of(actor(GetParam().refused_actor)), GetParam());
    EXPECT_EQ(answer.code(), GetParam().refused_code);
    EXPECT_GE(answer.status, 400U);
}

TEST_P(RestCall, IsForTheOperatorIfItIsForAdministrators) {
    const auto answer = ask_locally(filled(GetParam().line), filled(GetParam().body));
    EXPECT_EQ(answer.code(), route().scope == RestScope::admin ? "ok" : "forbidden") << answer.response.body_view();
}

TEST_P(RestCall, IsRefusedToNobodyInParticular) {
    const auto answer = ask_as("", GetParam());
    EXPECT_EQ(answer.code(), "not_logged_in");
    EXPECT_EQ(answer.status, 401U);
    EXPECT_EQ(ask_as("fk_made-up", GetParam()).code(), "not_logged_in");
}

TEST_P(RestCall, RefusesBadInput) {
    const auto& row = GetParam();
    if (row.bad_line == "-") return;
    const auto answer = ask_by(row, row.bad_line == "=" ? row.line : row.bad_line, row.bad_body);
    EXPECT_EQ(answer.code(), row.bad_code) << answer.response.body_view();
}

TEST_P(RestCall, SaysSoWhenTheStoreFails) {
    if (GetParam().actor != "local") {
        ask(actor(GetParam().actor), "GET /api/v1/me");  // Who asks is known: the failure is the call's own.
    }
    memory.faults().fail_reads(true);
    memory.faults().fail_writes(true);
    const auto answer = ask_by(GetParam(), GetParam().line, GetParam().body);
    EXPECT_EQ(answer.code(), GetParam().needs_store ? "store_failed" : "ok") << answer.response.body_view();
}

TEST_P(RestCall, NeedsItsScopeOfAnApiKey) {
    if (GetParam().actor == "local") return;
    const auto who = actor(GetParam().actor);
    auto others = domain::Scopes{};
    for (const auto scope : {domain::Scope::read, domain::Scope::write, domain::Scope::admin, domain::Scope::command}) {
        if (!scopes_for(route().scope).has(scope)) others.add(scope);
    }
    const auto refused = ask_as(key_of(who, others), GetParam());
    EXPECT_EQ(refused.code(), "forbidden");
    if (route().scope == RestScope::login) return;
    const auto answered = ask_as(key_of(who, scopes_for(route().scope)), GetParam());
    EXPECT_EQ(answered.code(), "ok") << answered.response.body_view();
}

INSTANTIATE_TEST_SUITE_P(All, RestCall, testing::ValuesIn(rows), [](const auto& tested) { return tested.param.call; });

}  // namespace
}  // namespace foyer::gateway
