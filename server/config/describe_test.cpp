#include "server/config/describe.hpp"

#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/config/value.hpp"

namespace foyer::config {
namespace {
using testing::HasSubstr;

TEST(PrintConfig, IsAFileThatLoadsToTheSameValuesAndNamesOrigins) {
    const auto loaded =
        load({.file = {},
              .environment = {{"FOYER_DATA_DIR", "/srv/\"odd\"\\name"}, {"FOYER_HTTP_ALLOWED_ORIGINS", "https://a.b"}},
              .flags = {{"feed.heartbeat_ms", "2000"}}});
    ASSERT_TRUE(loaded.has_value());
    const auto text = print(*loaded);
    EXPECT_THAT(text, HasSubstr("# FOYER_DATA_DIR\n"));
    EXPECT_THAT(text, HasSubstr("# --feed.heartbeat_ms\n"));
    EXPECT_THAT(text, HasSubstr("# default\n"));
    const auto again = load({.file = Sources::File{"printed", text}, .environment = {}, .flags = {}});
    ASSERT_TRUE(again.has_value()) << again.error().front();
    EXPECT_TRUE(differing(loaded->config, again->config).empty());
}

TEST(ConfigDoc, LoadsToTheDefaultsOnceUncommented) {
    const auto text = std::regex_replace(doc(), std::regex("\n# ([a-z_]+ = )"), "\n$1");
    const auto loaded = load({.file = Sources::File{"doc", text}, .environment = {}, .flags = {}});
    ASSERT_TRUE(loaded.has_value()) << loaded.error().front();
    EXPECT_EQ(loaded->origins.size(), keys().size());
    EXPECT_TRUE(differing(loaded->config, {}).empty());
}

TEST(ConfigDoc, ExplainsOneKey) {
    const auto text = doc("feed.heartbeat_ms");
    EXPECT_THAT(text, HasSubstr("# heartbeat_ms = 30000"));
    EXPECT_THAT(text, HasSubstr("milliseconds, from 1000 to 600000"));
    EXPECT_THAT(text, HasSubstr("FOYER_FEED_HEARTBEAT_MS"));
    EXPECT_EQ(doc("feed.nothing"), "");
}

TEST(RenderValue, MasksSecretsThatAreSet) {
    Key secret = *find_key("data.dir");
    secret.secret = true;
    Config config;
    config.data.dir = "hunter2";
    EXPECT_EQ(render(secret, config), "\"…\"");
    config.data.dir = "";
    EXPECT_EQ(render(secret, config), "\"\"");
}

TEST(Bounds, AreThoseInForce) {
    Config config;
    config.rooms.members_max = 77;
    const auto all = bounds(config);
    const auto found = std::ranges::find(all, "rooms.members_max", &Bound::name);
    ASSERT_NE(found, all.end());
    EXPECT_EQ(found->value, 77u);
    EXPECT_EQ(found->unit, "members");
    EXPECT_EQ(std::ranges::find(all, "data.dir", &Bound::name), all.end());
}

TEST(LimitsJson, HoldsEveryBound) {
    const auto text = limits_json({});
    EXPECT_THAT(text, testing::StartsWith(
                          R"({"limits":[{"name":"http.connections","value":20000,"unit":"connections","doc":"Open)"));
    EXPECT_THAT(text, testing::EndsWith(R"("}]})"));
    EXPECT_EQ(text.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace foyer::config
