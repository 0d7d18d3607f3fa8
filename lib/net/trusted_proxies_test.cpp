#include "lib/net/trusted_proxies.hpp"

#include <gtest/gtest.h>

namespace foyer::net {
namespace {

namespace ip = boost::asio::ip;

std::string client(const std::vector<std::string>& networks, const char* peer, const char* forwarded) {
    return TrustedProxies::parse(networks)->client(ip::make_address(peer), forwarded).to_string();
}

TEST(TrustedProxies, BelievesNobodyByDefault) {
    EXPECT_EQ(client({}, "127.0.0.1", "9.9.9.9"), "127.0.0.1");
}

TEST(TrustedProxies, TakesTheWordOfATrustedPeer) {
    EXPECT_EQ(client({"10.0.0.0/8"}, "10.1.2.3", "9.9.9.9"), "9.9.9.9");
    EXPECT_EQ(client({"::1"}, "::1", "2001:db8::7"), "2001:db8::7");
    EXPECT_EQ(client({"10.0.0.0/8"}, "::ffff:10.1.2.3", "9.9.9.9"), "9.9.9.9");
    EXPECT_EQ(client({"10.0.0.0/8"}, "11.1.2.3", "9.9.9.9"), "11.1.2.3");
}

TEST(TrustedProxies, StopsAtTheLastEntryThatIsNotAProxy) {
    EXPECT_EQ(client({"10.0.0.0/8"}, "10.1.2.3", "6.6.6.6, 9.9.9.9, 10.0.0.7"), "9.9.9.9");
    EXPECT_EQ(client({"10.0.0.0/8"}, "10.1.2.3", "10.0.0.7 , 10.0.0.8"), "10.0.0.7");
}

TEST(TrustedProxies, StopsAtWhatIsNoAddress) {
    EXPECT_EQ(client({"10.0.0.0/8"}, "10.1.2.3", "9.9.9.9, unknown"), "10.1.2.3");
    EXPECT_EQ(client({"10.0.0.0/8"}, "10.1.2.3", ""), "10.1.2.3");
}

TEST(TrustedProxies, NamesTheNetworkThatIsNone) {
    const auto parsed = TrustedProxies::parse({"10.0.0.0/8", "ten/8"});
    ASSERT_FALSE(parsed);
    EXPECT_NE(parsed.error().sentence.find("ten/8"), std::string::npos);
}

}  // namespace
}  // namespace foyer::net
