#include "server/gateway/http/static_files.hpp"

#include <boost/beast/http/field.hpp>
#include <boost/beast/http/verb.hpp>
#include <gtest/gtest.h>

namespace foyer::gateway {
namespace {

namespace http = boost::beast::http;

std::string field(const net::HttpResponse& response, std::string_view name) {
    for (const auto& [key, value] : response.fields) {
        if (key == name) return value;
    }
    return {};
}

std::string body(const net::HttpResponse& response) {
    return std::string(response.body_view());
}

class Files : public testing::Test {
protected:
    OriginRule origins{{"https://www.example.com"}};

    static Assets assets() {
        Assets made;
        made.emplace("/index.html", make_asset("/index.html", "<p>app</p>"));
        made.emplace("/join.html", make_asset("/join.html", "<p>join</p>"));
        made.emplace("/assets/app-5JQZB2KD.js", make_asset("/assets/app-5JQZB2KD.js", "let x;"));
        made.emplace("/api/overlay.html", make_asset("/api/overlay.html", "<p>log in</p>"));
        auto script = make_asset("/api/api.js", "let api;");
        script.gzip = std::make_shared<const std::string>("gz");
        made.emplace("/api/api.js", std::move(script));
        return made;
    }
    StaticFiles files{assets(), origins};

    static net::HttpRequest get(std::string path) {
        net::HttpRequest request;
        request.method = http::verb::get;
        request.path = std::move(path);
        return request;
    }
    static net::HttpRequest get_page(std::string path) {
        auto request = get(std::move(path));
        request.fields.set(http::field::accept, "text/html,*/*;q=0.8");
        return request;
    }
};

TEST_F(Files, AreServedWithTheirType) {
    const auto answer = files.answer(get("/api/api.js"));
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(body(answer), "let api;");
    EXPECT_EQ(field(answer, "Content-Type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(field(answer, "Cache-Control"), "no-cache");
}

TEST_F(Files, APageIsFoundWithoutItsEnding) {
    EXPECT_EQ(body(files.answer(get_page("/join"))), "<p>join</p>");
    EXPECT_EQ(body(files.answer(get_page("/joining"))), "<p>app</p>");
}

TEST_F(Files, AreServedCompressedToWhoTakesIt) {
    auto request = get("/api/api.js");
    request.fields.set(http::field::accept_encoding, "br;q=1.0, gzip");
    const auto answer = files.answer(request);
    EXPECT_EQ(field(answer, "Content-Encoding"), "gzip");
    EXPECT_EQ(body(answer), "gz");
    request.fields.set(http::field::accept_encoding, "gzip;q=0");
    EXPECT_EQ(body(files.answer(request)), "let api;");
}

TEST_F(Files, WhoHasTheNewestIsToldSo) {
    auto request = get("/api/api.js");
    request.fields.set(http::field::if_none_match, field(files.answer(request), "ETag"));
    const auto answer = files.answer(request);
    EXPECT_EQ(answer.status, 304U);
    EXPECT_EQ(body(answer), "");
}

TEST_F(Files, HashedNamesAreKeptForGood) {
    EXPECT_EQ(field(files.answer(get("/assets/app-5JQZB2KD.js")), "Cache-Control"),
              "public, max-age=31536000, immutable");
    EXPECT_FALSE(has_hashed_name("/assets/wrapper-something.js"));
    EXPECT_FALSE(has_hashed_name("/index.html"));
}

TEST_F(Files, RoutesOfTheWebAppAnswerWithItsPage) {
    EXPECT_EQ(body(files.answer(get("/"))), "<p>app</p>");
    EXPECT_EQ(body(files.answer(get_page("/room/17"))), "<p>app</p>");
    EXPECT_EQ(files.answer(get("/room/17")).status, 404U);
    EXPECT_EQ(files.answer(get_page("/missing.js")).status, 404U);
    EXPECT_EQ(files.answer(get_page("/api/missing")).status, 404U);
    EXPECT_EQ(files.answer(get("/../etc/passwd")).status, 404U);
    EXPECT_EQ(files.answer(get("")).status, 404U);
}

TEST_F(Files, OnlyTheOverlayMayBeFramedAndOnlyByAllowedPages) {
    EXPECT_NE(field(files.answer(get("/")), "Content-Security-Policy").find("frame-ancestors 'none'"),
              std::string::npos);
    const auto overlay = field(files.answer(get("/api/overlay.html")), "Content-Security-Policy");
    EXPECT_NE(overlay.find("frame-ancestors 'self' https://www.example.com"), std::string::npos);
    EXPECT_EQ(field(files.answer(get("/api/overlay.html")), "X-Frame-Options"), "");
}

TEST_F(Files, TakeGetOnly) {
    auto request = get("/index.html");
    request.method = http::verb::post;
    EXPECT_EQ(files.answer(request).status, 405U);
    request.path = "/nothing";
    EXPECT_EQ(files.answer(request).status, 404U);
}

TEST_F(Files, AProgramWithoutTheWebAppSaysHowToBuildIt) {
    const StaticFiles empty({}, origins);
    const auto answer = empty.answer(get("/"));
    EXPECT_EQ(answer.status, 200U);
    EXPECT_NE(body(answer).find("./x build"), std::string::npos);
}

TEST(AssetPack, WhatIsNoPackHasNoFiles) {
    EXPECT_TRUE(unpack_assets("").empty());
    EXPECT_TRUE(unpack_assets("something else").empty());
}

TEST(AssetPack, CutShortAnywhereItHasNoFilesButDoesNotBreak) {
    std::string pack = "foyerpk1";
    const auto number = [&pack](std::uint32_t value) {
        pack.append(reinterpret_cast<const char*>(&value), sizeof value);
    };
    const auto blob = [&](std::string_view bytes) {
        number(static_cast<std::uint32_t>(bytes.size()));
        pack += bytes;
    };
    number(1);
    blob("/a.js");
    blob("let a;");
    blob("gz");
    blob("");
    const auto whole = unpack_assets(pack);
    ASSERT_EQ(whole.size(), 1U);
    EXPECT_EQ(*whole.at("/a.js").plain, "let a;");
    EXPECT_EQ(*whole.at("/a.js").gzip, "gz");
    EXPECT_EQ(whole.at("/a.js").brotli, nullptr);
    for (std::size_t size = 0; size < pack.size(); ++size) {
        EXPECT_TRUE(unpack_assets(std::string_view(pack).substr(0, size)).empty()) << size;
    }
}

}  // namespace
}  // namespace foyer::gateway
