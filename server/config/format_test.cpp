#include "server/config/format.hpp"

#include <gtest/gtest.h>

#include "server/config/suggest.hpp"

namespace foyer::config {
namespace {

void expect(Format format, const std::vector<std::string_view>& good, const std::vector<std::string_view>& bad) {
    for (const auto text : good) EXPECT_FALSE(misfit(format, text).has_value()) << text;
    for (const auto text : bad) EXPECT_TRUE(misfit(format, text).has_value()) << text;
}

TEST(ConfigFormat, OfAddresses) {
    expect(Format::address, {"127.0.0.1:0", "0.0.0.0:65535", "[::1]:8080", "localhost:80"},
           {"8080", ":8080", "127.0.0.1", "127.0.0.1:65536", "::1:80", "[::1]", "[1.2.3.4]:1", "example.com:80",
            "1.2.3.4:-1", ""});
}

TEST(ConfigFormat, OfOrigins) {
    expect(Format::origin,
           {"https://a.example", "http://localhost:3000", "https://[::1]:8443", "https://[::1]", "http://10.0.0.1"},
           {"a.example", "https://", "https://a.example/", "https://a.example/x", "https://A.example", "ftp://a", "*",
            "https://a:b", "https://a.example:99999", "https://user@a.example", "null"});
}

TEST(ConfigFormat, OfNetworks) {
    expect(Format::network, {"10.0.0.0/8", "::1", "192.168.1.1", "fd00::/8", "1.2.3.4/32"},
           {"10.0.0.0/33", "::/129", "proxy", "", "10.0.0.0/", "10.0.0.0/x"});
}

TEST(ConfigFormat, OfStunAndTurnServers) {
    expect(Format::stun, {"stun:stun.example.com:3478", "stuns:[2001:db8::1]:5349", "stun:10.0.0.1", "stun:[::1]"},
           {"stun.example.com", "stun:", "turn:turn.example.com", "stun:a b", "stun:host:99999",
            "stun:host?transport=udp"});
    expect(Format::turn, {"turn:turn.example.com", "turn:10.0.0.1:3478?transport=udp", "turns:[::1]:443?transport=tcp"},
           {"turn:", "stun:stun.example.com", "turn:host?transport=sctp", "turn:host?", "turn:host:x", "http://turn"});
}

TEST(ConfigFormat, OfLevels) {
    expect(Format::level, {"storage=debug", "feed=warn"}, {"storage", "=debug", "storage=loud", "storage="});
}

TEST(EditDistance, CountsSlipsOfTheFinger) {
    EXPECT_EQ(edit_distance("", ""), 0u);
    EXPECT_EQ(edit_distance("abc", "abc"), 0u);
    EXPECT_EQ(edit_distance("abc", ""), 3u);
    EXPECT_EQ(edit_distance("listen", "lsiten"), 1u);
    EXPECT_EQ(edit_distance("listen", "lissen"), 1u);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
}

TEST(DidYouMean, IsSilentWhenNothingIsNear) {
    EXPECT_EQ(did_you_mean("weather", {"listen", "level"}), "");
    EXPECT_EQ(did_you_mean("levle", {"listen", "level"}), " Did you mean level?");
    EXPECT_EQ(did_you_mean(std::string(1000, 'x'), {"listen"}), "");
    EXPECT_EQ(did_you_mean("x", {}), "");
}

}  // namespace
}  // namespace foyer::config
