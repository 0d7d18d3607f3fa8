#include "server/gateway/http/legacy_auth.hpp"

#include <boost/beast/http/field.hpp>
#include <gtest/gtest.h>

#include "server/app/app_fixture.hpp"
#include "server/gateway/http/http_gateway.hpp"
#include "server/gateway/http/legacy_answer.hpp"

namespace foyer::gateway {
namespace {

namespace http = boost::beast::http;

class LegacyAuth : public testing::Test, public app::AppFixture {
protected:
    LegacyAuth() {
        EXPECT_TRUE(run(memory.store().accounts.set_password_hash(ann, "open:a secret")));
        refresh();
    }

    static std::string field(const net::HttpResponse& response, std::string_view name) {
        for (const auto& [key, value] : response.fields) {
            if (key == name) return value;
        }
        return {};
    }
    net::HttpResponse post(std::string path, std::string body, const std::string& cookie = {},
                           const std::string& origin = {}, const char* type = "application/x-www-form-urlencoded") {
        net::HttpRequest request;
        request.method = http::verb::post;
        request.path = std::move(path);
        request.remote_address = "192.0.2.1";
        if (!body.empty()) request.fields.set(http::field::content_type, type);
        request.fields.set(http::field::host, "chat.example.com");
        if (!cookie.empty()) request.fields.set(http::field::cookie, cookie);
        if (!origin.empty()) request.fields.set(http::field::origin, origin);
        request.body = std::move(body);
        return run(gateway.handle(std::move(request)));
    }
    std::string logged_in() {
        const auto cookie = field(post("/rest/auth/login", "username=ann&password=a+secret"), "Set-Cookie");
        return cookie.substr(0, cookie.find(';'));
    }

    ContactId ann = person("ann", acme);
    OriginRule origins{{"https://www.example.com"}};
    StaticFiles files{{}, origins};
    LoginCounters counters;
    HttpGateway gateway{app, origins, files, routes()};

private:
    Router routes() {
        Router router;
        add_legacy_auth(router, app, counters);
        return router;
    }
};

TEST_F(LegacyAuth, LogsInChecksAndLogsOut) {
    const auto answer = post("/rest/auth/login/", "username=ann&password=a%20secret");
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.body_view(), R"({"result":"success","id":1,"uname":"ann","name":"ann","company":"Acme"})");
    const auto cookie = logged_in();
    EXPECT_EQ(post("/rest/auth/check", "", cookie).body_view(), answer.body_view());
    const auto out = post("/rest/auth/logout", "", cookie);
    EXPECT_EQ(out.body_view(), R"({"result":"success"})");
    EXPECT_NE(field(out, "Set-Cookie").find("Max-Age=0"), std::string::npos);
    EXPECT_EQ(post("/rest/auth/check", "", cookie).status, 401U);
    EXPECT_EQ(counters.opened, 2U);
}

TEST_F(LegacyAuth, TakesJsonToo) {
    EXPECT_EQ(
        post("/rest/auth/login", R"({"username":"ann","password":"a secret"})", "", "", "application/json").status,
        200U);
    EXPECT_EQ(post("/rest/auth/login", "[]", "", "", "application/json").status, 400U);
}

TEST_F(LegacyAuth, RefusesWrongPasswordsAndUnknownNamesAlike) {
    const auto wrong = post("/rest/auth/login", "username=ann&password=wrong");
    EXPECT_EQ(wrong.status, 401U);
    EXPECT_NE(wrong.body_view().find(R"("result":"fail","code":"wrong_credentials")"), std::string::npos);
    EXPECT_EQ(post("/rest/auth/login", "username=nobody&password=wrong").body_view(), wrong.body_view());
    EXPECT_EQ(post("/rest/auth/login", "").status, 401U);
    EXPECT_EQ(counters.refused, 3U);
    EXPECT_TRUE(field(wrong, "Set-Cookie").empty());
}

TEST_F(LegacyAuth, PagesOfOtherOriginsAreRefused) {
    EXPECT_EQ(post("/rest/auth/login", "username=ann&password=a+secret", "", "https://evil.example").status, 403U);
    EXPECT_EQ(post("/rest/auth/logout", "", logged_in(), "https://evil.example").status, 403U);
}

TEST_F(LegacyAuth, SaysSoWhenTheStoreFails) {
    const auto cookie = logged_in();
    memory.faults().fail_writes(true);
    EXPECT_EQ(post("/rest/auth/login", "username=ann&password=a+secret").status, 503U);
    EXPECT_EQ(post("/rest/auth/logout", "", cookie).status, 503U);
}

TEST(LegacyFields, NumbersAndFlagsAreText) {
    net::HttpRequest request;
    request.fields.set(http::field::content_type, "application/json");
    request.body = R"({"name":"Gus","expiretime":15,"autodelete":true,"list":[1]})";
    const auto fields = legacy_fields(request);
    ASSERT_TRUE(fields);
    EXPECT_EQ(fields->at("name"), "Gus");
    EXPECT_EQ(fields->at("expiretime"), "15");
    EXPECT_EQ(fields->at("autodelete"), "true");
    EXPECT_FALSE(fields->contains("list"));
}

}  // namespace
}  // namespace foyer::gateway
