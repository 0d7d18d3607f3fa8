#include "server/app/calls/get_ice_servers.hpp"

#include <gtest/gtest.h>

#include "server/app/app_fixture.hpp"

namespace foyer::app {
namespace {

class IceServersTest : public testing::Test, public AppFixture {
protected:
    IceServersTest() {
        while (person("p" + std::to_string(++people), acme) != ContactId{7}) {
        }
        refresh();
    }
    [[nodiscard]] IceServers answer() {
        return GetIceServers(app.directory, clock, settings).run(caller(ContactId{7})).value();
    }

    int people = 0;
    IceSettings settings;
};

TEST_F(IceServersTest, AreNoneWhereNoneAreConfigured) {
    EXPECT_TRUE(answer().servers.empty());
    EXPECT_EQ(answer().expires, Instant{});
}

TEST_F(IceServersTest, CarryCredentialsAsCoturnMakesThem) {
    settings.stun_servers = {"stun:stun.example.com"};
    settings.turn_servers = {"turn:turn.example.com", "turns:turn.example.com"};
    settings.turn_secret = "north";
    settings.turn_lifetime = std::chrono::hours{1};
    settings.relay_only = true;
    const auto ice = answer();
    ASSERT_EQ(ice.servers.size(), 2U);
    EXPECT_EQ(ice.servers[0].urls, settings.stun_servers);
    EXPECT_EQ(ice.servers[0].credential, "");
    EXPECT_EQ(ice.servers[1].urls, settings.turn_servers);
    EXPECT_EQ(ice.servers[1].username, "1700003600:7");
    // printf 1700003600:7 | openssl dgst -sha1 -hmac north -binary | base64
    EXPECT_EQ(ice.servers[1].credential, "3SXD73xvzbKOJb8QpzBT3wJ3nzU=");
    EXPECT_EQ(ice.expires, clock.now() + std::chrono::hours{1});
    EXPECT_TRUE(ice.relay_only);
}

TEST_F(IceServersTest, AreForThoseWhoAreThere) {
    const GetIceServers servers(app.directory, clock, settings);
    EXPECT_EQ(servers.run(caller(ContactId{4711})).error().code, ErrorCode::not_logged_in);
}

TEST_F(IceServersTest, WithoutASecretCarryNone) {
    settings.turn_servers = {"turn:turn.example.com"};
    EXPECT_EQ(answer().servers.at(0).username, "");
    EXPECT_EQ(answer().expires, Instant{});
}

}  // namespace
}  // namespace foyer::app
