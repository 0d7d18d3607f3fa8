#include "server/gateway/http/router.hpp"

#include <gtest/gtest.h>

namespace foyer::gateway {
namespace {

using boost::beast::http::verb;

HttpOperation operation(verb method, std::string path) {
    HttpOperation made;
    made.method = method;
    made.path = std::move(path);
    return made;
}

Router some_router() {
    Router router;
    router.add(operation(verb::get, "/api/files/:file"));
    router.add(operation(verb::put, "/api/files/:file/chunks/:chunk"));
    router.add(operation(verb::get, "/api/files/:file/chunks/:chunk"));
    router.add(operation(verb::get, "/api/files/mine"));
    router.add(operation(verb::post, "/rest/command/create/"));
    return router;
}

std::string path_of(const Router::Found& found) {
    return found.operation ? found.operation->path : "";
}

TEST(Router, FindsByMethodAndPath) {
    const auto router = some_router();
    EXPECT_EQ(path_of(router.find(verb::get, "/api/files/7")), "/api/files/:file");
    EXPECT_EQ(router.find(verb::put, "/api/files/7/chunks/3").operation->method, verb::put);
    EXPECT_EQ(router.find(verb::head, "/api/files/7").operation->method, verb::get);
}

TEST(Router, TellsTheMethodsOfAPath) {
    const auto router = some_router();
    EXPECT_EQ(router.find(verb::delete_, "/api/files/7/chunks/3").allow, "PUT, GET");
    EXPECT_EQ(router.find(verb::delete_, "/api/files/7/chunks/3").operation, nullptr);
    EXPECT_EQ(router.find(verb::get, "/api/nothing").allow, "");
}

TEST(Router, NamedSegmentsComeDecoded) {
    const auto found = some_router().find(verb::get, "/api/files/a%2Fb+c/chunks/12");
    EXPECT_EQ(found.path.text("file"), "a/b+c");
    EXPECT_EQ(found.path.text("chunk"), "12");
    EXPECT_EQ(found.path.text("other"), "");
}

TEST(Router, NamedSegmentsStandForOneThatIsNotEmpty) {
    const auto router = some_router();
    for (const auto* const path : {"/api/files/", "/api/files/7/", "/api/files//chunks/1", "/api/files/7/chunks",
                                   "/api/files/7/chunks/1/2", "api/files/7", "", "/"}) {
        EXPECT_EQ(router.find(verb::get, path).allow, "") << path;
    }
}

TEST(Router, PrefersTheMoreLiteralPath) {
    EXPECT_EQ(path_of(some_router().find(verb::get, "/api/files/mine")), "/api/files/mine");
    // Its methods alone count.
    EXPECT_EQ(some_router().find(verb::put, "/api/files/mine").allow, "GET");
}

TEST(Router, ATrailingSlashOfAPathMayBeLeftOut) {
    const auto router = some_router();
    EXPECT_EQ(path_of(router.find(verb::post, "/rest/command/create/")), "/rest/command/create/");
    EXPECT_EQ(path_of(router.find(verb::post, "/rest/command/create")), "/rest/command/create/");
    EXPECT_EQ(router.find(verb::post, "/rest/command/create//").allow, "");
}

TEST(PathValues, NumbersAreDecimalAndFitThirtyTwoBits) {
    PathValues values;
    values.add("good", "4294967295");
    values.add("large", "4294967296");
    values.add("signed", "-1");
    values.add("mixed", "7x");
    values.add("empty", "");
    EXPECT_EQ(values.number("good"), 4294967295U);
    for (const auto* const name : {"large", "signed", "mixed", "empty", "missing"}) {
        EXPECT_EQ(values.number(name), std::nullopt) << name;
    }
}

}  // namespace
}  // namespace foyer::gateway
