// Our JSON codec against protobuf's own, on random messages: each must read what the other wrote.
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "lib/wire/codec.hpp"
#include "lib/wire/random_message.hpp"

namespace foyer::wire {
namespace {
using google::protobuf::util::JsonStringToMessage;
using google::protobuf::util::MessageDifferencer;
using google::protobuf::util::MessageToJsonString;

template <class Message>
class CodecAgainstProtobuf : public testing::Test {};
using Messages = testing::Types<v1::ClientFrame, v1::ServerFrame, v1::LoginRequest, v1::SessionAnswer, v1::SetupRequest,
                                v1::ServerInfo, v1::ErrorAnswer>;
TYPED_TEST_SUITE(CodecAgainstProtobuf, Messages);

constexpr int rounds = 500;

template <class Message, class Check>
void with_random_messages(Check check) {
    RandomMessage random(42);
    for (int i = 0; i < rounds; ++i) {
        Message message;
        random.fill(message);
        check(message);
        if (testing::Test::HasFailure()) FAIL() << message.DebugString();
    }
}

TYPED_TEST(CodecAgainstProtobuf, ReadsWhatItWrote) {
    with_random_messages<TypeParam>([](const TypeParam& message) {
        const auto back = decode_json<TypeParam>(encode_json(message));
        ASSERT_TRUE(back.has_value()) << back.error().sentence;
        EXPECT_TRUE(MessageDifferencer::Equals(message, *back));
    });
}

TYPED_TEST(CodecAgainstProtobuf, IsReadByProtobuf) {
    with_random_messages<TypeParam>([](const TypeParam& message) {
        TypeParam back;
        const auto status = JsonStringToMessage(encode_json(message), &back);
        ASSERT_TRUE(status.ok()) << status << encode_json(message);
        EXPECT_TRUE(MessageDifferencer::Equals(message, back));
    });
}

TYPED_TEST(CodecAgainstProtobuf, ReadsWhatProtobufWrote) {
    with_random_messages<TypeParam>([](const TypeParam& message) {
        std::string json;
        ASSERT_TRUE(MessageToJsonString(message, &json).ok());
        const auto back = decode_json<TypeParam>(json);
        ASSERT_TRUE(back.has_value()) << back.error().sentence;
        EXPECT_TRUE(MessageDifferencer::Equals(message, *back));
    });
}

TYPED_TEST(CodecAgainstProtobuf, ReadsBinary) {
    with_random_messages<TypeParam>([](const TypeParam& message) {
        const auto back = decode_binary<TypeParam>(message.SerializeAsString());
        ASSERT_TRUE(back.has_value()) << back.error().sentence;
        EXPECT_TRUE(MessageDifferencer::Equals(message, *back));
    });
}

}  // namespace
}  // namespace foyer::wire
