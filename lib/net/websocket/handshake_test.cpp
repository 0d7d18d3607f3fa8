#include "lib/net/websocket/handshake.hpp"

#include <gtest/gtest.h>

namespace foyer::net::websocket {
namespace {

namespace http = boost::beast::http;

http::fields sound_request() {
    http::fields fields;
    fields.set(http::field::host, "localhost");
    fields.set(http::field::upgrade, "WebSocket");
    fields.set(http::field::connection, "keep-alive, Upgrade");
    fields.set(http::field::sec_websocket_version, "13");
    fields.set(http::field::sec_websocket_key, "dGhlIHNhbXBsZSBub25jZQ==");
    return fields;
}

unsigned status_of(const http::fields& fields, http::verb method = http::verb::get, unsigned version = 11) {
    const auto refusal = check_upgrade(method, version, fields);
    return refusal ? refusal->status : 101;
}

TEST(Handshake, AnswersTheKeyOfTheRfc) {
    EXPECT_EQ(accept_key("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(Handshake, AcceptsASoundRequest) {
    EXPECT_TRUE(wants_websocket(sound_request()));
    EXPECT_EQ(status_of(sound_request()), 101U);
}

TEST(Handshake, IsNoUpgradeWithoutBothHeaders) {
    auto fields = sound_request();
    fields.set(http::field::connection, "keep-alive");
    EXPECT_FALSE(wants_websocket(fields));
    fields = sound_request();
    fields.erase(http::field::upgrade);
    EXPECT_FALSE(wants_websocket(fields));
}

TEST(Handshake, RefusesWhatItCannotMeet) {
    EXPECT_EQ(status_of(sound_request(), http::verb::post), 405U);
    EXPECT_EQ(status_of(sound_request(), http::verb::get, 10), 400U);
    auto fields = sound_request();
    fields.set(http::field::sec_websocket_version, "8");
    EXPECT_EQ(status_of(fields), 426U);
    for (const char* key : {"", "short", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBs\x01SBub25jZQ=="}) {
        fields = sound_request();
        fields.set(http::field::sec_websocket_key, key);
        EXPECT_EQ(status_of(fields), 400U) << key;
    }
}

TEST(Handshake, ReadsOfferedSubprotocolsInOrderFromAllHeaders) {
    auto fields = sound_request();
    fields.insert(http::field::sec_websocket_protocol, "foyer.v1.proto, foyer.v1.json");
    fields.insert(http::field::sec_websocket_protocol, "other");
    EXPECT_EQ(offered_subprotocols(fields), (std::vector<std::string>{"foyer.v1.proto", "foyer.v1.json", "other"}));
}

TEST(Handshake, NamesTheChosenSubprotocolOnlyIfThereIsOne) {
    const auto key = "dGhlIHNhbXBsZSBub25jZQ==";
    EXPECT_NE(upgrade_answer(key, "foyer.v1.json").find("Sec-WebSocket-Protocol: foyer.v1.json\r\n"),
              std::string::npos);
    EXPECT_EQ(upgrade_answer(key, "").find("Sec-WebSocket-Protocol"), std::string::npos);
}

}  // namespace
}  // namespace foyer::net::websocket
