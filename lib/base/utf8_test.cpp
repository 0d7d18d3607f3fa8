#include "lib/base/utf8.hpp"

#include <string>

#include <gtest/gtest.h>

namespace foyer {
namespace {

TEST(Utf8, AcceptsEveryLengthAtItsBounds) {
    for (const std::string text : {"\x01", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
                                   "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
        EXPECT_TRUE(is_utf8(text)) << text;
        EXPECT_EQ(count_code_points(text), 1u) << text;
    }
}

TEST(Utf8, RefusesOverlongFormsSurrogatesStrayAndMissingBytes) {
    for (const std::string text : {"\x80", "\xC0\xAF", "\xC1\xBF", "\xC3", "\xE0\x80\xAF", "\xE0\x9F\xBF",
                                   "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF",
                                   "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "a\xC3(", "\xE2\x82"}) {
        EXPECT_FALSE(is_utf8(text)) << text;
    }
}

TEST(Utf8, TakesCodePointsInOrder) {
    std::string_view text = "a\u00e9\u4e2d\U0001F600";
    EXPECT_EQ(take_code_point(text), U'a');
    EXPECT_EQ(take_code_point(text), U'\u00e9');
    EXPECT_EQ(take_code_point(text), U'\u4e2d');
    EXPECT_EQ(take_code_point(text), U'\U0001F600');
    EXPECT_EQ(take_code_point(text), std::nullopt);
}

}  // namespace
}  // namespace foyer
