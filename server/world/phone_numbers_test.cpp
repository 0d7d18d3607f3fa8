#include "server/world/phone_numbers.hpp"

#include <gtest/gtest.h>

namespace foyer::world {
namespace {

TEST(InternationalNumber, UnderstandsWhatPeopleWrite) {
    for (const auto* written : {"0151 23456789", "+49 151 23456789", "0049-151-23456789", "(0151) 234 567 89"}) {
        EXPECT_EQ(international_number(written, "DE"), "+4915123456789") << written;
    }
    EXPECT_EQ(international_number("030 901820", "DE"), "+4930901820");
    EXPECT_EQ(international_number("07400 123456", "GB"), "+447400123456");
    EXPECT_EQ(international_number("+1 650-253-0000", "DE"), "+16502530000");
}

TEST(InternationalNumber, RefusesWhatIsNone) {
    for (const auto* written : {"", "abc", "12", "+49", "0151", "+999 123456", "0151 23456789 ext. 5",
                                "++4915123456789x", "+49 151 2345678901234567890"}) {
        EXPECT_FALSE(international_number(written, "DE")) << written;
    }
    EXPECT_FALSE(international_number("0151 23456789", "XX"));
    EXPECT_FALSE(international_number(std::string(1000, '1'), "DE"));
}

TEST(InternationalNumber, RefusesWhatCostsTheSender) {
    EXPECT_FALSE(international_number("0900 1123456", "DE"));
    EXPECT_FALSE(international_number("0800 1234567", "DE"));
}

}  // namespace
}  // namespace foyer::world
