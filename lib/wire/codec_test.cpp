#include "lib/wire/codec.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "lib/wire/json_text.hpp"

namespace foyer::wire {
namespace {

Result<v1::ClientFrame> client_frame(std::string_view json, const DecodeLimits& limits = {}) {
    return decode_json<v1::ClientFrame>(json, limits);
}

std::string sentence(std::string_view json) {
    const auto frame = client_frame(json);
    if (frame) return "accepted";
    EXPECT_EQ(frame.error().code, ErrorCode::bad_request);
    return frame.error().sentence;
}

TEST(EncodeJson, LeavesDefaultsOut) {
    v1::ServerFrame frame;
    frame.mutable_room_event()->mutable_room()->set_room_id(7);
    frame.mutable_room_event()->mutable_room()->set_public_(true);
    frame.mutable_room_event()->mutable_room()->set_created_ms(1753948800123);
    EXPECT_EQ(encode_json(frame), R"({"roomEvent":{"room":{"roomId":7,"public":true,"createdMs":1753948800123}}})");
}

TEST(EncodeJson, WritesAPresentMessageWithoutContent) {
    v1::ServerFrame frame;
    frame.set_re(4);
    frame.mutable_done();
    EXPECT_EQ(encode_json(frame), R"({"re":4,"done":{}})");
}

TEST(EncodeJson, WritesOptionalFieldsByPresence) {
    v1::ModifyRoom modify;
    modify.set_name("");
    modify.set_archive(false);
    EXPECT_EQ(encode_json(modify), R"({"name":"","archive":false})");
}

TEST(EncodeJson, WritesLists) {
    v1::MessageEvent event;
    event.add_messages()->set_seq(1);
    event.add_messages()->set_seq(2);
    EXPECT_EQ(encode_json(event), R"({"messages":[{"seq":1},{"seq":2}]})");
    v1::ContactGone gone;
    gone.add_contact_ids(0);
    gone.add_contact_ids(4294967295);
    EXPECT_EQ(encode_json(gone), R"({"contactIds":[0,4294967295]})");
}

TEST(EncodeJson, EscapesWhatJsonWantsEscaped) {
    v1::Message message;
    message.set_text(std::string("a\"\\\n\r\t\x01\x1f\0/é", 12));
    EXPECT_EQ(encode_json(message), R"({"text":"a\"\\\n\r\t\u0001\u001f\u0000/é"})");
}

TEST(EncodeJson, EscapesWhereverItStands) {
    const std::string plain = "abcdefghijklmnopqr\x7fä";  // longer than two words of the machine
    for (std::size_t at = 0; at <= plain.size() - 2; ++at) {
        for (char c = 0; c >= 0 && c < 0x7f; ++c) {
            auto text = plain;
            text.insert(at, 1, c);
            std::string json;
            append_json_string(json, text);
            EXPECT_EQ(boost::json::parse(json).as_string(), text);
        }
    }
}

TEST(EncodeJson, WritesFractions) {
    v1::Message message;
    message.set_time_ms(-0.25);
    EXPECT_EQ(encode_json(message), R"({"timeMs":-0.25})");
    message.set_time_ms(1e300);
    EXPECT_EQ(encode_json(message), R"({"timeMs":1e+300})");
}

TEST(DecodeJson, ReadsARequest) {
    const auto frame = client_frame(R"({"id":3,"postMessage":{"roomId":7,"text":"h\u00e9\n","idempotencyKey":"k"}})");
    ASSERT_TRUE(frame.has_value());
    EXPECT_EQ(frame->id(), 3u);
    EXPECT_EQ(frame->post_message().room_id(), 7u);
    EXPECT_EQ(frame->post_message().text(), "hé\n");
}

TEST(DecodeJson, IgnoresUnknownFieldsAndNulls) {
    const auto frame = client_frame(R"({"id":null,"news":{"a":[1]},"hello":{"show":null,"colour":1},"ping":null})");
    ASSERT_TRUE(frame.has_value());
    EXPECT_EQ(frame->body_case(), v1::ClientFrame::kHello);
    EXPECT_EQ(frame->hello().show(), v1::offline);
}

TEST(DecodeJson, TakesTheSchemasOwnNamesToo) {
    EXPECT_EQ(client_frame(R"({"set_seen":{"room_id":9}})")->set_seen().room_id(), 9u);
}

TEST(DecodeJson, KeepsPresenceOfOptionalFields) {
    const auto frame = client_frame(R"({"modifyRoom":{"name":"","public":false}})");
    ASSERT_TRUE(frame.has_value());
    EXPECT_TRUE(frame->modify_room().has_name());
    EXPECT_TRUE(frame->modify_room().has_public_());
    EXPECT_FALSE(frame->modify_room().has_archive());
}

TEST(DecodeJson, TakesNumbersUpToTheirBound) {
    EXPECT_EQ(client_frame(R"({"id":4294967295})")->id(), 4294967295u);
    EXPECT_EQ(client_frame(R"({"id":1e3})")->id(), 1000u);
    for (const char* wrong :
         {"4294967296", "-1", "0.5", "1e99", "18446744073709551615", "\"1\"", "true", "[1]", "{}"}) {
        EXPECT_EQ(sentence(fmt::format(R"({{"id":{}}})", wrong)), "id: expected a whole number from 0 to 4294967295.")
            << wrong;
    }
}

TEST(DecodeJson, NamesTheFieldThatIsWrong) {
    EXPECT_EQ(sentence(R"([])"), "The message: expected an object.");
    EXPECT_EQ(sentence(R"({"setSeen":[]})"), "setSeen: expected an object.");
    EXPECT_EQ(sentence(R"({"hello":{"show":"busy"}})"), "hello.show: expected one of offline, online, away, dnd.");
    EXPECT_EQ(sentence(R"({"hello":{"show":1}})"), "hello.show: expected one of offline, online, away, dnd.");
    EXPECT_EQ(sentence(R"({"hello":{"withoutContacts":"yes"}})"), "hello.withoutContacts: expected true or false.");
    EXPECT_EQ(sentence(R"({"createRoom":{"parties":[{},{"guest":{"name":5}}]}})"),
              "createRoom.parties[1].guest.name: expected a string.");
    EXPECT_EQ(sentence(R"({"addMembers":{"parties":{}}})"), "addMembers.parties: expected a list.");
}

TEST(DecodeJson, RefusesTwoBodies) {
    EXPECT_EQ(sentence(R"({"ping":{},"bye":{}})"), "The message: expected one body only.");
}

TEST(DecodeJson, RefusesWhatIsNoJson) {
    for (const std::string wrong :
         {"", " ", "{", "{}{}", "{'id':1}", "{\"id\":01}", "{\"id\":1,}", "{\"a\":NaN}", "nul", "\"\xff\"",
          "{\"token\":\"\xc0\x80\"}", "{\"hello\":{\"token\":\"\xed\xa0\x80\"}}", R"({"hello":{"token":"\ud800"}})",
          R"({"hello":{"token":"\udc00\ud800"}})", "{\"a\":\"\n\"}"}) {
        EXPECT_EQ(sentence(wrong), "The message is not well-formed JSON.") << wrong;
    }
}

TEST(DecodeJson, RefusesAMessageWithoutWhatTheSchemaRequires) {
    const auto frame = decode_json<v1::ServerFrame>(R"({"snapshot":{"rooms":[{"newest":1}]}})");
    ASSERT_FALSE(frame.has_value());
    EXPECT_EQ(frame.error().sentence, "snapshot.rooms[0].room: expected a value.");
}

TEST(DecodeJson, HoldsItsBounds) {
    const std::string_view text = R"({"id":1})";
    EXPECT_TRUE(client_frame(text, {.bytes = text.size()}).has_value());
    EXPECT_EQ(client_frame(text, {.bytes = text.size() - 1}).error().code, ErrorCode::limit_reached);

    const std::string_view nested = R"({"x":[[1]]})";
    EXPECT_TRUE(client_frame(nested, {.depth = 3}).has_value());
    EXPECT_EQ(client_frame(nested, {.depth = 2}).error().code, ErrorCode::bad_request);

    const std::string_view list = R"({"addMembers":{"parties":[{},{}]}})";
    EXPECT_TRUE(client_frame(list, {.list_elements = 2}).has_value());
    const auto refused = client_frame(list, {.list_elements = 1});
    EXPECT_EQ(refused.error().code, ErrorCode::limit_reached);
    EXPECT_EQ(refused.error().sentence, "addMembers.parties: expected a list of at most 1 elements.");
}

TEST(DecodeJson, SurvivesDeepNesting) {
    const std::string deep(200'000, '[');
    EXPECT_EQ(sentence("{\"x\":" + deep), "The message is not well-formed JSON.");
}

TEST(DecodeBinary, RefusesWhatDoesNotFit) {
    v1::ClientFrame frame;
    frame.mutable_set_presence()->set_show(static_cast<v1::Show>(77));
    EXPECT_EQ(decode_binary<v1::ClientFrame>(frame.SerializeAsString()).error().code, ErrorCode::bad_request);
    frame.mutable_set_presence()->set_show(v1::dnd);
    EXPECT_TRUE(decode_binary<v1::ClientFrame>(frame.SerializeAsString()).has_value());
    EXPECT_EQ(decode_binary<v1::ClientFrame>(frame.SerializeAsString(), {.bytes = 2}).error().code,
              ErrorCode::limit_reached);
    EXPECT_EQ(decode_binary<v1::ClientFrame>("\xff\xff").error().code, ErrorCode::bad_request);
}

TEST(DecodeBinary, RefusesTextThatIsNoUtf8) {
    v1::ClientFrame frame;
    frame.mutable_hello()->set_token("abcd");
    auto bytes = frame.SerializeAsString();
    bytes.replace(bytes.find("abcd"), 4, "ab\xff\xfe");
    EXPECT_EQ(decode_binary<v1::ClientFrame>(bytes).error().code, ErrorCode::bad_request);
}

TEST(EncodeJson, OfAValueThatTheSchemaDoesNotKnowIsTheDefault) {
    v1::Resource resource;
    resource.set_show(static_cast<v1::Show>(-5));
    EXPECT_EQ(encode_json(resource), R"({"show":"offline"})");
}

}  // namespace
}  // namespace foyer::wire
