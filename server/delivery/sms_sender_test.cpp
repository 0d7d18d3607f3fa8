#include "server/delivery/sms_sender.hpp"

#include <gtest/gtest.h>

#include "server/delivery/mail_sender.hpp"

namespace foyer::delivery {
namespace {

using Kind = ports::DeliveryOutcome::Kind;

constexpr auto nasty = "Ann \"A&B\" \\ says:\nhi + {to} \xC3\xBC";

TEST(SmsRequest, IsJsonWhereTheTypeSaysSo) {
    SmsSettings settings;
    settings.url = "https://sms.example.com/v1?from={from}";
    settings.body = R"({"to":"{to}","text":"{text}"})";
    settings.from = "Foyer & Co";
    const auto request = fill(settings, "+4915123456789", nasty);
    EXPECT_EQ(request.url, "https://sms.example.com/v1?from=Foyer%20%26%20Co");
    EXPECT_EQ(request.body, "{\"to\":\"+4915123456789\",\"text\":\"Ann \\\"A&B\\\" \\\\ says:\\u000ahi + {to} \xC3\xBC\"}");
}

TEST(SmsRequest, IsAFormWhereTheTypeSaysSo) {
    SmsSettings settings;
    settings.content_type = "application/x-www-form-urlencoded";
    settings.body = "To={to}&Body={text}";
    EXPECT_EQ(fill(settings, "+4915123456789", "a b&c=d+").body, "To=%2B4915123456789&Body=a%20b%26c%3Dd%2B");
}

TEST(SmsRequest, EscapesXmlAndLeavesOtherTypesAlone) {
    SmsSettings settings;
    settings.content_type = "text/xml";
    settings.body = "<m>{text}</m>";
    EXPECT_EQ(fill(settings, "+49", "<&>").body, "<m>&#60;&#38;&#62;</m>");
    settings.content_type = "text/plain";
    EXPECT_EQ(fill(settings, "+49", "<&>").body, "<m><&></m>");
}

TEST(SmsAnswer, IsGoodWhereTheRuleMatchesStatusAndBody) {
    SmsSettings settings;
    EXPECT_EQ(judge(settings, 201, "").kind, Kind::sent);
    settings.success = "^202 0:";
    EXPECT_EQ(judge(settings, 202, "0: Accepted for delivery").kind, Kind::sent);
    EXPECT_EQ(judge(settings, 202, "3: Queued").kind, Kind::failed);
    EXPECT_EQ(judge(settings, 403, "no").kind, Kind::failed);
    EXPECT_EQ(judge(settings, 429, "slow down").kind, Kind::later);
    EXPECT_EQ(judge(settings, 503, "").kind, Kind::later);
    EXPECT_EQ(judge(settings, 403, "secret words").reason.find("secret"), std::string::npos);
}

TEST(MailHeader, EncodesWhatIsNotAscii) {
    EXPECT_EQ(header_text("Hello"), "Hello");
    EXPECT_EQ(header_text("Grüße"), "=?UTF-8?B?R3LDvMOfZQ==?=");
    std::string longer;
    for (int i = 0; i < 50; ++i) longer += "ü";
    const auto encoded = header_text(longer);
    for (std::size_t begin = 0; begin < encoded.size();) {
        const auto end = std::min(encoded.find("\r\n ", begin), encoded.size());
        EXPECT_LE(end - begin, 75U);
        begin = end + 3;
    }
}

TEST(MailSender, KnowsItsDomain) {
    EXPECT_EQ(address_in("Foyer <foyer@example.com>"), "foyer@example.com");
    EXPECT_EQ(address_in("foyer@example.com"), "foyer@example.com");
    MailSettings settings;
    settings.from = "F <f@example.com>";
    EXPECT_EQ(MailSender(settings).domain(), "example.com");
}

}  // namespace
}  // namespace foyer::delivery
