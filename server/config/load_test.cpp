#include "server/config/load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/config/value.hpp"

namespace foyer::config {
namespace {
using testing::ElementsAre;

std::expected<Loaded, Problems> load_file(std::string text) {
    return load({.file = Sources::File{"foyer.toml", std::move(text)}, .environment = {}, .flags = {}});
}
std::expected<Loaded, Problems> load_environment(Settings environment) {
    return load({.file = {}, .environment = std::move(environment), .flags = {}});
}

Problems problems_of(const std::expected<Loaded, Problems>& loaded) {
    return loaded ? Problems{} : loaded.error();
}

TEST(LoadConfig, NeedsNothing) {
    const auto loaded = load({});
    ASSERT_TRUE(loaded.has_value());
    EXPECT_EQ(loaded->config.http.listen, "127.0.0.1:8080");
    EXPECT_EQ(loaded->config.rooms.message_bytes, 65536u);
    EXPECT_TRUE(loaded->origins.empty());
}

TEST(LoadConfig, ReadsEveryTypeFromAFile) {
    const auto loaded = load_file(R"(
[http]
listen = "0.0.0.0:9000"
allowed_origins = ["https://a.example", "http://b.example:8080"]
idle_timeout_ms = 5000
[log]
level = "debug"
[login]
session_lifetime_s = 3600
hash_memory_bytes = 4294967296
)");
    ASSERT_TRUE(loaded.has_value()) << loaded.error().front();
    EXPECT_EQ(loaded->config.http.listen, "0.0.0.0:9000");
    EXPECT_THAT(loaded->config.http.allowed_origins, ElementsAre("https://a.example", "http://b.example:8080"));
    EXPECT_EQ(loaded->config.http.idle_timeout_ms, Millis{5000});
    EXPECT_EQ(loaded->config.log.level, "debug");
    EXPECT_EQ(loaded->config.login.session_lifetime_s, std::chrono::hours{1});
    EXPECT_EQ(loaded->config.login.hash_memory_bytes, 4294967296u);
    EXPECT_EQ(loaded->origins.at("http.idle_timeout_ms"), "foyer.toml line 5");
}

TEST(LoadConfig, ReadsEveryTypeFromTheEnvironment) {
    const auto loaded = load_environment({{"FOYER_HTTP_ALLOWED_ORIGINS", "https://a.example, https://b.example,"},
                                          {"FOYER_ROOMS_MEMBERS_MAX", "12"},
                                          {"FOYER_LOG_FORMAT", "json"},
                                          {"FOYER_CONFIG", "elsewhere.toml"},
                                          {"PATH", "/bin"}});
    ASSERT_TRUE(loaded.has_value()) << loaded.error().front();
    EXPECT_THAT(loaded->config.http.allowed_origins, ElementsAre("https://a.example", "https://b.example"));
    EXPECT_EQ(loaded->config.rooms.members_max, 12u);
    EXPECT_EQ(loaded->config.log.format, "json");
    EXPECT_EQ(loaded->origins.at("log.format"), "FOYER_LOG_FORMAT");
}

TEST(LoadConfig, LetsTheEnvironmentRuleOverTheFileAndFlagsOverBoth) {
    const auto loaded =
        load({.file = Sources::File{"f", "[rooms]\nmembers_max = 10\nname_chars = 10\npublic_page = 10"},
              .environment = {{"FOYER_ROOMS_NAME_CHARS", "20"}, {"FOYER_ROOMS_PUBLIC_PAGE", "20"}},
              .flags = {{"rooms.public_page", "30"}}});
    ASSERT_TRUE(loaded.has_value());
    EXPECT_EQ(loaded->config.rooms.members_max, 10u);
    EXPECT_EQ(loaded->config.rooms.name_chars, 20u);
    EXPECT_EQ(loaded->config.rooms.public_page, 30u);
    EXPECT_EQ(loaded->origins.at("rooms.public_page"), "--rooms.public_page");
}

TEST(LoadConfig, RefusesUnknownKeysAndSaysWhichWasMeant) {
    EXPECT_THAT(problems_of(load_file("[http]\nlisten = \"0.0.0.0:1\"\nlissen = \"x\"")),
                ElementsAre("foyer.toml line 3: there is no key http.lissen. Did you mean http.listen?"));
    EXPECT_THAT(problems_of(load_file("[rooms]\nframe_bytes = 1")),
                ElementsAre("foyer.toml line 2: there is no key rooms.frame_bytes. Did you mean feed.frame_bytes?"));
    EXPECT_THAT(problems_of(load_file("listen = \"x\"")),
                ElementsAre("foyer.toml line 1: there is no key listen. Did you mean http.listen?"));
    EXPECT_THAT(problems_of(load_file("[weather]\nforecast = true")),
                ElementsAre("foyer.toml line 2: there is no key weather.forecast."));
    EXPECT_THAT(problems_of(load_environment({{"FOYER_HTTP_LSITEN", "x"}})),
                ElementsAre("FOYER_HTTP_LSITEN: there is no such setting. Did you mean FOYER_HTTP_LISTEN?"));
    EXPECT_THAT(problems_of(load({.file = {}, .environment = {}, .flags = {{"htp.listen", "x"}}})),
                ElementsAre("--htp.listen: there is no such key. Did you mean http.listen?"));
}

TEST(LoadConfig, RefusesWhatIsOutOfRange) {
    EXPECT_TRUE(load_file("[rooms]\nmembers_max = 2").has_value());
    EXPECT_TRUE(load_file("[rooms]\nmembers_max = 100000").has_value());
    EXPECT_THAT(problems_of(load_file("[rooms]\nmembers_max = 1")),
                ElementsAre("foyer.toml line 2: rooms.members_max must be from 2 to 100000 (members), not 1."));
    EXPECT_THAT(
        problems_of(load_environment({{"FOYER_ROOMS_MEMBERS_MAX", "100001"}})),
        ElementsAre("FOYER_ROOMS_MEMBERS_MAX: rooms.members_max must be from 2 to 100000 (members), not 100001."));
    EXPECT_EQ(problems_of(load_file("[rooms]\nmembers_max = -5")).size(), 1u);
}

TEST(LoadConfig, RefusesWrongTypes) {
    EXPECT_THAT(problems_of(load_file("[http]\nlisten = 8080")),
                ElementsAre("foyer.toml line 2: http.listen must be a text in quotes."));
    EXPECT_THAT(problems_of(load_file("[http]\nallowed_origins = \"https://a.example\"")),
                ElementsAre("foyer.toml line 2: http.allowed_origins must be a list of texts."));
    EXPECT_THAT(problems_of(load_file("[http]\nallowed_origins = [1]")),
                ElementsAre("foyer.toml line 2: http.allowed_origins must be a list of texts."));
    EXPECT_THAT(problems_of(load_file("[threads]\nio = 1.5")),
                ElementsAre("foyer.toml line 2: threads.io must be a whole number (threads)."));
    EXPECT_THAT(problems_of(load_file("[threads.io]\nx = 1")),
                ElementsAre("foyer.toml line 1: threads.io must be a whole number (threads)."));
    EXPECT_THAT(problems_of(load_environment({{"FOYER_THREADS_IO", "2x"}})),
                ElementsAre("FOYER_THREADS_IO: threads.io must be a whole number (threads)."));
    EXPECT_THAT(problems_of(load_environment({{"FOYER_LOG_LEVEL", "loud"}})),
                ElementsAre("FOYER_LOG_LEVEL: log.level must be one of debug, info, warn, error."));
}

TEST(LoadConfig, TellsWhereTheFileIsNoToml) {
    const auto problems = problems_of(load_file("[http]\nlisten = "));
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_THAT(problems.front(), testing::StartsWith("foyer.toml line 2: "));
    EXPECT_EQ(problems_of(load_file("[[[")).size(), 1u);
    EXPECT_THAT(problems_of(load_file("[http]\nlisten = 90ь")),
                ElementsAre("foyer.toml line 2: a character that may stand in quotes only."));
}

TEST(LoadConfig, ReportsAllProblemsAtOnce) {
    EXPECT_EQ(problems_of(load({.file = Sources::File{"f", "[rooms]\nmembers_max = 0\nx = 1"},
                                .environment = {{"FOYER_LOG_LEVEL", ""}},
                                .flags = {{"threads.io", "-1"}}}))
                  .size(),
              4u);
}

TEST(LoadConfig, RefusesWhatNoTextMessageCouldBeSentWith) {
    const auto refused = [](std::string text) { return problems_of(load_file(std::move(text))).size(); };
    EXPECT_EQ(refused("[sms]\nheaders = [\"Authorization: Bearer x\", \"X-Y:z\"]"), 0U);
    for (const auto* line : {"Authorization", ": x", "X Y: z", "X: y\\nZ: a", ""}) {
        EXPECT_EQ(refused("[sms]\nheaders = [\"" + std::string(line) + "\"]"), 1U) << line;
    }
    EXPECT_EQ(refused("[guests]\ncountry = \"AT\""), 0U);
    for (const auto* country : {"", "D", "DEU", "de", "+4"}) {
        EXPECT_EQ(refused("[guests]\ncountry = \"" + std::string(country) + "\""), 1U) << country;
    }
}

TEST(LoadConfig, RefusesWhatDoesNotGoTogether) {
    EXPECT_THAT(problems_of(load_file("[http]\ntls_key = \"key.pem\"")),
                ElementsAre("http.tls_certificate and http.tls_key must be set together."));
    EXPECT_THAT(problems_of(load_file("[rooms]\nmessage_bytes = 100000\n[feed]\nqueue_bytes = 2000000")),
                ElementsAre("feed.frame_bytes must be at least 604096, six times rooms.message_bytes and 4096 more."));
    EXPECT_TRUE(
        load_file("[rooms]\nmessage_bytes = 100000\n[feed]\nqueue_bytes = 2000000\nframe_bytes = 604096").has_value());
    EXPECT_THAT(problems_of(load_file("[calls]\nsdp_bytes = 300000")),
                ElementsAre("feed.frame_bytes must be at least 604096, twice calls.sdp_bytes and 4096 more."));
    EXPECT_THAT(problems_of(load_file("[calls]\nrelay_only = true")),
                ElementsAre("calls.relay_only needs calls.turn_servers."));
}

TEST(DifferingKeys, AreThoseWithAnotherValue) {
    Config after;
    after.log.level = "debug";
    after.rooms.members_max = 3;
    const auto keys = differing({}, after);
    ASSERT_EQ(keys.size(), 2u);
    EXPECT_EQ(keys[0]->name, "log.level");
    EXPECT_TRUE(keys[0]->reloadable);
    EXPECT_EQ(keys[1]->name, "rooms.members_max");
    EXPECT_FALSE(keys[1]->reloadable);
}

TEST(Keys, HoldTheirOwnDefaultsAndBounds) {
    for (const auto& key : keys()) {
        if (key.max == 0) continue;
        Config config;
        const auto standard = number_of(key, config);
        EXPECT_TRUE(standard >= key.min && standard <= key.max) << key.name;
        EXPECT_TRUE(assign(key, static_cast<std::int64_t>(key.max), config).has_value()) << key.name;
        EXPECT_EQ(number_of(key, config), key.max) << key.name;
        EXPECT_FALSE(assign(key, static_cast<std::int64_t>(key.max + 1), config).has_value()) << key.name;
        EXPECT_TRUE(assign(key, static_cast<std::int64_t>(key.min), config).has_value()) << key.name;
        EXPECT_FALSE(assign(key, static_cast<std::int64_t>(key.min) - 1, config).has_value()) << key.name;
    }
}

}  // namespace
}  // namespace foyer::config
