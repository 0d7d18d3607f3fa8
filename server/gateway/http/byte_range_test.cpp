#include "server/gateway/http/byte_range.hpp"

#include <gtest/gtest.h>

namespace foyer::gateway {
namespace {

TEST(ByteRange, SaysWhichBytes) {
    EXPECT_EQ(parse_range("bytes=0-0", 10).range, (ByteRange{0, 0}));
    EXPECT_EQ(parse_range("bytes=3-5", 10).range, (ByteRange{3, 5}));
    EXPECT_EQ(parse_range("Bytes=3-", 10).range, (ByteRange{3, 9}));
    EXPECT_EQ(parse_range("bytes=3-100", 10).range, (ByteRange{3, 9}));
    EXPECT_EQ(parse_range("bytes=-4", 10).range, (ByteRange{6, 9}));
    EXPECT_EQ(parse_range("bytes=-40", 10).range, (ByteRange{0, 9}));
}

TEST(ByteRange, BeyondTheEndCannotBeSatisfied) {
    for (const auto* const field : {"bytes=10-", "bytes=11-20", "bytes=-0"}) {
        EXPECT_FALSE(parse_range(field, 10).is_satisfiable) << field;
    }
    EXPECT_FALSE(parse_range("bytes=0-", 0).is_satisfiable);
    EXPECT_FALSE(parse_range("bytes=-1", 0).is_satisfiable);
}

TEST(ByteRange, WhatIsNotUnderstoodAsksForEverything) {
    for (const auto* const field : {"", "lines=1-2", "bytes=", "bytes=-", "bytes=x-", "bytes=5-3", "bytes=1-2,4-5",
                                    "bytes=1-x", "bytes=99999999999999999999-"}) {
        const auto wish = parse_range(field, 10);
        EXPECT_TRUE(wish.is_satisfiable) << field;
        EXPECT_FALSE(wish.range) << field;
    }
}

}  // namespace
}  // namespace foyer::gateway
