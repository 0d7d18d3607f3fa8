#include "server/domain/person/names.hpp"

#include <gtest/gtest.h>

namespace foyer::domain {
namespace {

std::string times(std::size_t count, std::string_view text) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

TEST(PersonName, HoldsLettersOfAnyScript) {
    for (const auto* name :
         {"Ann", "Zoë O'Hara-Smith", "Müller Jr.", "Анна Каренина", "李小龍", "محمد", "नरेन्द्र", "Nguyễn Văn A", "Łukasz",
          "Ólafur Ragnar", "D\u2019Arcy", "Agent 007", "e\u0301ve", "\U00020000"}) {
        EXPECT_EQ(parse_person_name(name), name);
    }
}

TEST(PersonName, RefusesWhatIsNoLetter) {
    for (const auto* name :
         {"", "   ", "...", "- -", "a<b", "ann@home", "a\nb", "a\tb", "x\u200By", "\u202Enna", "smile \U0001F600",
          "a/b", "a\"b", "a&b", "a\x7F", "\u00A0", "a\u3164b", "a\uFE0Fb", "\xC3("}) {
        const auto result = parse_person_name(name);
        ASSERT_FALSE(result) << name;
        EXPECT_EQ(result.error().code, ErrorCode::bad_name);
    }
}

TEST(PersonName, TakesOffBlanksAroundIt) {
    EXPECT_EQ(parse_person_name("  Ann Lee "), "Ann Lee");
}

TEST(PersonName, HasAtMostHundredCharactersNotBytes) {
    EXPECT_TRUE(parse_person_name(times(100, "ж")));
    EXPECT_FALSE(parse_person_name(times(101, "ж")));
}

TEST(LoginName, IsLowerCaseAscii) {
    EXPECT_EQ(parse_uname("Ann.Lee+1@example_com-x"), "ann.lee+1@example_com-x");
    EXPECT_EQ(parse_uname("7up"), "7up");
    for (const auto* name : {"", " ", ".ann", "-x", "ann lee", "änn", "a/b", "a\x01"})
        EXPECT_FALSE(parse_uname(name)) << name;
}

TEST(LoginName, HasAtMost64Characters) {
    EXPECT_TRUE(parse_uname(times(64, "a")));
    EXPECT_FALSE(parse_uname(times(65, "a")));
}

TEST(CompanyName, IsAnyReadableLine) {
    for (const auto* name : {"Müller & Söhne GmbH", "A+B", "株式会社 \U0001F680 1", "\"Quoted\" <x>"})
        EXPECT_EQ(parse_company_name(name), name);
    for (const auto* name : {"", " ", "a\nb", "a\u2028b", "\u202Ebad", "&&&"})
        EXPECT_FALSE(parse_company_name(name)) << name;
    EXPECT_TRUE(parse_company_name(times(100, "ж")));
    EXPECT_FALSE(parse_company_name(times(101, "ж")));
}

TEST(Email, IsEmptyOrAnAddress) {
    EXPECT_EQ(parse_email(""), "");
    EXPECT_EQ(parse_email(" ann@example.com "), "ann@example.com");
    for (const auto* text : {"ann", "@x", "x@", "a@b@c", "a b@c", "a@b\r\nBcc: c@d", "<a@b>", "a,b@c"})
        EXPECT_FALSE(parse_email(text)) << text;
    EXPECT_TRUE(parse_email(times(250, "a") + "@b.c"));
    EXPECT_FALSE(parse_email(times(251, "a") + "@b.c"));
}

TEST(Language, IsEmptyOrATag) {
    for (const auto* tag : {"", "de", "pt-BR", "zh-Hans-CN"}) EXPECT_EQ(parse_language(tag), tag);
    for (const auto* tag : {"../de", "d e", "de.txt", "dé"}) EXPECT_FALSE(parse_language(tag)) << tag;
    EXPECT_TRUE(parse_language(times(16, "a")));
    EXPECT_FALSE(parse_language(times(17, "a")));
}

}  // namespace
}  // namespace foyer::domain
