#include "server/gateway/http/origin_rule.hpp"

#include <boost/beast/http/field.hpp>
#include <gtest/gtest.h>

#include "server/gateway/http/credentials.hpp"

namespace foyer::gateway {
namespace {

namespace http = boost::beast::http;

net::HttpRequest request(std::string_view origin, std::string_view host = "chat.example.com", bool secure = true) {
    net::HttpRequest made;
    if (!origin.empty()) made.fields.set(http::field::origin, origin);
    made.fields.set(http::field::host, host);
    made.secure = secure;
    return made;
}

TEST(OriginRule, TellsOwnPagesFromOthers) {
    const OriginRule rule({"https://www.example.com"});
    EXPECT_EQ(rule.judge(request("https://chat.example.com")), Origin::same);
    EXPECT_EQ(rule.judge(request("https://CHAT.example.com")), Origin::same);
    EXPECT_EQ(rule.judge(request("https://www.example.com")), Origin::allowed);
    EXPECT_EQ(rule.judge(request("https://evil.example.com")), Origin::foreign);
    EXPECT_EQ(rule.judge(request("null")), Origin::foreign);
    EXPECT_EQ(rule.judge(request("")), Origin::none);
}

TEST(OriginRule, ThePortIsPartOfAnOrigin) {
    const OriginRule rule({});
    EXPECT_EQ(rule.judge(request("http://localhost:8080", "localhost:8080", false)), Origin::same);
    EXPECT_EQ(rule.judge(request("http://localhost:3000", "localhost:8080", false)), Origin::foreign);
}

TEST(OriginRule, APlainPageIsNotASecureOne) {
    const OriginRule rule({});
    EXPECT_EQ(rule.judge(request("http://chat.example.com", "chat.example.com", true)), Origin::foreign);
}

TEST(OriginRule, BehindAProxyThatEndsTlsOurPagesAreSecure) {
    const OriginRule rule({});
    EXPECT_EQ(rule.judge(request("https://chat.example.com", "chat.example.com", false)), Origin::same);
}

TEST(OriginRule, CanBeReplacedWhileItRuns) {
    OriginRule rule({"https://www.example.com"});
    rule.allow({"https://new.example.com"});
    EXPECT_EQ(rule.judge(request("https://www.example.com")), Origin::foreign);
    EXPECT_EQ(rule.judge(request("https://new.example.com")), Origin::allowed);
}

TEST(SessionToken, TheCookieCountsForOwnPagesOnly) {
    auto made = request("");
    made.fields.set(http::field::cookie, "theme=dark; foyer_session=secret");
    EXPECT_EQ(session_token(made, Origin::same, true), "secret");
    EXPECT_EQ(session_token(made, Origin::allowed, true), "secret");
    EXPECT_EQ(session_token(made, Origin::none, false), "secret");
    EXPECT_EQ(session_token(made, Origin::none, true), "");
    EXPECT_EQ(session_token(made, Origin::foreign, false), "");
}

TEST(SessionToken, ABearerTokenCountsFromProgramsToo) {
    auto made = request("");
    made.fields.set(http::field::cookie, "foyer_session=cookie");
    made.fields.set(http::field::authorization, "bearer token");
    EXPECT_EQ(session_token(made, Origin::none, true), "token");
}

TEST(SessionToken, ASubIdHasItsOwnCookie) {
    auto made = request("");
    made.fields.set(http::field::cookie, "foyer_session=main; foyer_session_tab-1=own");
    made.query = "x=1&subid=tab-1";
    EXPECT_EQ(session_token(made, Origin::same, true), "own");
    made.query = "subid=no%20such%3B";
    EXPECT_EQ(session_token(made, Origin::same, true), "");
}

TEST(SessionCookie, IsProtected) {
    EXPECT_EQ(set_session_cookie("foyer_session", "abc", true, 60),
              "foyer_session=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure");
    EXPECT_EQ(set_session_cookie("foyer_session", "", false, 60),
              "foyer_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
}

TEST(SessionCookie, NamesAreCheckedSoThatNothingIsInjected) {
    EXPECT_EQ(session_cookie_name(""), "foyer_session");
    EXPECT_EQ(session_cookie_name("a_B-9"), "foyer_session_a_B-9");
    EXPECT_FALSE(session_cookie_name("a;b"));
    EXPECT_FALSE(session_cookie_name(std::string(65, 'a')));
    EXPECT_TRUE(session_cookie_name(std::string(64, 'a')));
}

}  // namespace
}  // namespace foyer::gateway
