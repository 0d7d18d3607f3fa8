#include "server/domain/call/call_ids.hpp"

#include <gtest/gtest.h>

namespace foyer::domain {
namespace {

TEST(CallIds, AreEightTo64PlainCharactersThatBeginWithALetter) {
    for (const auto* good : {"abcdefgh", "A1234567", "z-_-_-_-"}) EXPECT_TRUE(parse_call_id(good)) << good;
    EXPECT_TRUE(parse_peer_id("p" + std::string(63, '1')));
    for (const auto* bad : {"", "abcdefg", "1bcdefgh", "-bcdefgh", "abcdefg ", "abcdefg\n", "abcdefgé", "abcd#efgh"}) {
        EXPECT_EQ(parse_call_id(bad).error().code, ErrorCode::bad_request) << bad;
        EXPECT_FALSE(parse_peer_id(bad)) << bad;
    }
    EXPECT_FALSE(parse_peer_id("p" + std::string(64, '1')));
}

}  // namespace
}  // namespace foyer::domain
