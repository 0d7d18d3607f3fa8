// Cases modelled on the sections 1-7 of the Autobahn test suite: what a server does with what a client sends. Each case
// is played whole, byte by byte, and cut in two at every place; all three must say the same.
#include "lib/net/websocket/machine.hpp"

#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace foyer::net::websocket {
namespace {

constexpr std::uint32_t mask = 0x37FA213D;

/// A client's frame, with whatever first byte is wanted.
std::string raw(int first, std::string_view payload, std::uint32_t key = mask) {
    std::string frame;
    append_frame(frame, Opcode::text, payload, key);
    frame[0] = static_cast<char>(first);
    return frame;
}
std::string text(std::string_view payload) {
    return raw(0x81, payload);
}
std::string binary(std::string_view payload) {
    return raw(0x82, payload);
}
std::string text_begin(std::string_view payload) {
    return raw(0x01, payload);
}
std::string more(std::string_view payload) {
    return raw(0x00, payload);
}
std::string last(std::string_view payload) {
    return raw(0x80, payload);
}
std::string ping(std::string_view payload) {
    return raw(0x89, payload);
}
std::string pong(std::string_view payload) {
    return raw(0x8A, payload);
}
std::string close(std::string_view payload) {
    return raw(0x88, payload);
}
std::string close(int code, std::string_view reason = {}) {
    std::string payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
    return close(payload.append(reason));
}

/// A compact record of an event: "text:hello", "failure 1002".
std::string said(const Event& event) {
    const std::string payload = event.payload.size() > 40
                                    ? fmt::format("{} bytes of {}", event.payload.size(), event.payload[0])
                                    : std::string(event.payload);
    switch (event.kind) {
        case Event::Kind::text:
            return "text:" + payload;
        case Event::Kind::binary:
            return "binary:" + payload;
        case Event::Kind::ping:
            return "ping:" + payload;
        case Event::Kind::pong:
            return "pong:" + payload;
        case Event::Kind::close:
            return fmt::format("close {}:{}", event.code, payload);
        case Event::Kind::failure:
            return fmt::format("failure {}", event.code);
    }
    return "?";
}

using Said = std::vector<std::string>;

Said play(Machine& machine, std::string bytes, const std::vector<std::size_t>& cuts) {
    Said all;
    std::size_t from = 0;
    auto feed = [&](std::size_t to) {
        std::string piece =
            bytes.substr(from, to - from);  // Its own memory, so that sanitizers see what is kept too long.
        from = to;
        std::span<char> input(piece);
        while (auto event = machine.next(input)) {
            all.push_back(said(*event));
            (void)machine.reply_to(*event);
        }
    };
    for (const std::size_t cut : cuts) feed(cut);
    feed(bytes.size());
    return all;
}

Limits test_limits() {
    return {.frame_bytes = 1024 * 1024, .message_bytes = 1024 * 1024, .fragments = 1000};
}

Said play(const std::string& bytes, const std::vector<std::size_t>& cuts = {}, const Limits& limits = test_limits()) {
    Machine machine(Role::server, limits);
    return play(machine, bytes, cuts);
}

struct Case {
    const char* name;
    std::string bytes;
    Said expected;
};

std::ostream& operator<<(std::ostream& out, const Case& c) {
    return out << c.name;
}

std::string repeated(std::size_t count, char c) {
    return std::string(count, c);
}

std::vector<Case> framing() {
    std::vector<Case> cases{{"1.1.1 empty text", text(""), {"text:"}}, {"1.2.1 empty binary", binary(""), {"binary:"}}};
    for (const std::size_t size : {125, 126, 127, 128, 65535, 65536, 70000}) {
        const auto payload = repeated(size, '*');
        cases.push_back({"1.1 text sizes", text(payload), {fmt::format("text:{} bytes of *", size)}});
        cases.push_back({"1.2 binary sizes", binary(payload), {fmt::format("binary:{} bytes of *", size)}});
    }
    cases.push_back({"two messages in one piece", text("one") + text("two"), {"text:one", "text:two"}});
    cases.push_back(
        {"length not in its shortest form", std::string("\x81\xFE\x00\x05", 4) + "\1\2\3\4-----", {"failure 1002"}});
    cases.push_back({"length of 64 bits with the top bit set",
                     std::string("\x82\xFF\x80\0\0\0\0\0\0\0\1\2\3\4", 14),
                     {"failure 1002"}});
    cases.push_back({"frame of a client without a mask", std::string("\x81\x01x", 3), {"failure 1002"}});
    cases.push_back({"a mask of zeros", raw(0x81, "hello", 0), {"text:hello"}});
    return cases;
}

std::vector<Case> pings() {
    Said ten;
    std::string ten_bytes;
    for (int i = 0; i < 10; ++i) {
        ten.push_back(fmt::format("ping:payload-{}", i));
        ten_bytes += ping(fmt::format("payload-{}", i));
    }
    return {
        {"2.1 empty ping", ping(""), {"ping:"}},
        {"2.2 ping with payload", ping("hello"), {"ping:hello"}},
        {"2.3 ping with binary payload", ping("\x00\xff\xfe"), {"ping:" + std::string("\x00\xff\xfe")}},
        {"2.4 ping of 125 bytes", ping(repeated(125, 'p')), {"ping:125 bytes of p"}},
        {"2.5 ping of 126 bytes", ping(repeated(126, 'p')), {"failure 1002"}},
        {"2.7 unasked pong", pong(""), {"pong:"}},
        {"2.8 unasked pong with payload, then ping", pong("x") + ping("y"), {"pong:x", "ping:y"}},
        {"2.10 ten pings", ten_bytes, ten},
    };
}

std::vector<Case> reserved() {
    std::vector<Case> cases;
    for (const int bits : {0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70}) {
        cases.push_back(
            {"3 reserved bits on text", text("ok") + raw(0x81 | bits, "x") + ping(""), {"text:ok", "failure 1002"}});
        cases.push_back({"3 reserved bits on binary", raw(0x82 | bits, "x"), {"failure 1002"}});
        cases.push_back({"3 reserved bits on ping", raw(0x89 | bits, "x"), {"failure 1002"}});
        cases.push_back({"3 reserved bits on close", raw(0x88 | bits, ""), {"failure 1002"}});
    }
    for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
        cases.push_back({"4 reserved opcodes", raw(0x80 | opcode, "") + ping(""), {"failure 1002"}});
        cases.push_back(
            {"4 reserved opcodes after text", text("ok") + raw(0x80 | opcode, "x"), {"text:ok", "failure 1002"}});
    }
    return cases;
}

std::vector<Case> fragmentation() {
    return {
        {"5.1 ping in two fragments", raw(0x09, "a") + last("b"), {"failure 1002"}},
        {"5.2 pong in two fragments", raw(0x0A, "a") + last("b"), {"failure 1002"}},
        {"5.3 text in two", text_begin("frag") + last("ment"), {"text:fragment"}},
        {"5.6 ping between", text_begin("frag") + ping("p") + last("ment"), {"ping:p", "text:fragment"}},
        {"5.6 empty ping between", text_begin("frag") + ping("") + last("ment"), {"ping:", "text:fragment"}},
        {"5.9 continuation without a message", last("x") + text("y"), {"failure 1002"}},
        {"5.11 not final continuation without a message", more("x") + text("y"), {"failure 1002"}},
        {"5.15 whole message, then continuation",
         text_begin("a") + last("b") + more("c") + text("d"),
         {"text:ab", "failure 1002"}},
        {"5.18 text within text", text_begin("a") + raw(0x81, "b"), {"failure 1002"}},
        {"5.19 pings among five fragments",
         text_begin("1") + more("2") + ping("a") + more("3") + more("4") + ping("b") + last("5"),
         {"ping:a", "ping:b", "text:12345"}},
        {"6.1.2 three empty fragments", text_begin("") + more("") + last(""), {"text:"}},
        {"6.1.3 middle fragment not empty", text_begin("") + more("mid") + last(""), {"text:mid"}},
        {"binary in fragments is not checked as text", raw(0x02, "\xff") + last("\xfe"), {"binary:\xff\xfe"}},
        {"messages after a fragmented one", text_begin("a") + last("b") + text("c"), {"text:ab", "text:c"}},
    };
}

std::vector<Case> utf8() {
    const std::string kosme = "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5";
    std::vector<Case> cases{
        {"6.2.1 valid", text(kosme), {"text:" + kosme}},
        {"6.2.2 fragmented at a character", text_begin(kosme.substr(0, 2)) + last(kosme.substr(2)), {"text:" + kosme}},
        {"6.2.3 fragmented within a character",
         text_begin(kosme.substr(0, 3)) + last(kosme.substr(3)),
         {"text:" + kosme}},
        {"6.3.1 invalid", text(kosme + "\xed\xa0\x80" + "edited"), {"failure 1007"}},
        {"6.4.1 fails before the last fragment", text_begin(kosme) + more("\xf4\x90\x80\x80"), {"failure 1007"}},
        {"6.4.2 fails at the first impossible byte", text_begin(kosme + "\xf4") + more("\x90"), {"failure 1007"}},
        {"ends within a character", text("\xce"), {"failure 1007"}},
        {"ends within a character, fragmented", text_begin("\xce") + last(""), {"failure 1007"}},
        {"a ping between the halves of a character",
         text_begin("\xce") + ping("\xff") + last("\xba"),
         {"ping:\xff", "text:\xce\xba"}},
    };
    for (const char* good : {"\xc2\x80", "\xe0\xa0\x80", "\xf0\x90\x80\x80", "\x7f", "\xdf\xbf", "\xef\xbf\xbf",
                             "\xf4\x8f\xbf\xbf", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbd"}) {
        cases.push_back({"6.5-6.9 valid bounds", text(good), {std::string("text:") + good}});
    }
    for (const char* bad : {"\xf8\x88\x80\x80\x80",
                            "\xfc\x84\x80\x80\x80\x80",
                            "\xf7\xbf\xbf\xbf",
                            "\xf4\x90\x80\x80",
                            "\x80",
                            "\xbf",
                            "\x80\xbf",
                            "\xc0 ",
                            "\xe0 ",
                            "\xf0 ",
                            "\xc0",
                            "\xe0\x80",
                            "\xf0\x80\x80",
                            "\xdf",
                            "\xef\xbf",
                            "\xf7\xbf\xbf",
                            "\xfe",
                            "\xff",
                            "\xc0\xaf",
                            "\xe0\x80\xaf",
                            "\xf0\x80\x80\xaf",
                            "\xc1\xbf",
                            "\xe0\x9f\xbf",
                            "\xf0\x8f\xbf\xbf",
                            "\xed\xa0\x80",
                            "\xed\xaf\xbf",
                            "\xed\xbf\xbf",
                            "\xed\xa0\x80\xed\xb0\x80",
                            "abcdefgh\xff"}) {
        cases.push_back({"6.10-6.23 invalid", text(bad), {"failure 1007"}});
    }
    return cases;
}

std::vector<Case> closing() {
    std::vector<Case> cases{
        {"7.1.1 message, then close", text("hello") + close(1000), {"text:hello", "close 1000:"}},
        {"7.1.2 two closes", close(1000) + close(1000), {"close 1000:"}},
        {"7.1.3 ping after close", close(1000) + ping("x"), {"close 1000:"}},
        {"7.1.4 text after close", close(1000) + text("x"), {"close 1000:"}},
        {"7.1.5 close within a message", text_begin("a") + close(1000) + last("b"), {"close 1000:"}},
        {"7.3.1 empty close", close(""), {"close 1005:"}},
        {"7.3.2 close of one byte", close("a"), {"failure 1002"}},
        {"7.3.3 code without a reason", close(1000), {"close 1000:"}},
        {"7.3.4 reason", close(1000, "bye"), {"close 1000:bye"}},
        {"7.3.5 longest reason", close(1000, repeated(123, 'r')), {"close 1000:123 bytes of r"}},
        {"7.3.6 reason too long", close(1000, repeated(124, 'r')), {"failure 1002"}},
        {"7.5.1 reason is not UTF-8", close(1000, "\xce\xba\xed\xa0\x80"), {"failure 1007"}},
        {"reason ends within a character", close(1000, "\xce"), {"failure 1007"}},
    };
    for (const int code :
         {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999}) {
        cases.push_back({"7.7 valid codes", close(code), {fmt::format("close {}:", code)}});
    }
    for (const int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535}) {
        cases.push_back({"7.9 and 7.13 invalid codes", close(code), {"failure 1002"}});
    }
    return cases;
}

class Conformance : public testing::TestWithParam<Case> {};

TEST_P(Conformance, Whole) {
    EXPECT_EQ(play(GetParam().bytes), GetParam().expected);
}

TEST_P(Conformance, ByteByByte) {
    std::vector<std::size_t> cuts(GetParam().bytes.size());
    for (std::size_t i = 0; i < cuts.size(); ++i) cuts[i] = i;
    EXPECT_EQ(play(GetParam().bytes, cuts), GetParam().expected);
}

TEST_P(Conformance, CutInTwoAnywhere) {
    const auto& bytes = GetParam().bytes;
    for (std::size_t cut = 0; cut < std::min<std::size_t>(bytes.size(), 600); ++cut) {
        ASSERT_EQ(play(bytes, {cut}), GetParam().expected) << cut;
    }
}

INSTANTIATE_TEST_SUITE_P(Framing, Conformance, testing::ValuesIn(framing()));
INSTANTIATE_TEST_SUITE_P(Pings, Conformance, testing::ValuesIn(pings()));
INSTANTIATE_TEST_SUITE_P(Reserved, Conformance, testing::ValuesIn(reserved()));
INSTANTIATE_TEST_SUITE_P(Fragmentation, Conformance, testing::ValuesIn(fragmentation()));
INSTANTIATE_TEST_SUITE_P(Utf8, Conformance, testing::ValuesIn(utf8()));
INSTANTIATE_TEST_SUITE_P(Closing, Conformance, testing::ValuesIn(closing()));

// Bounds, at the limit and one past it.

TEST(MachineLimits, FrameBytes) {
    const Limits limits{.frame_bytes = 1000, .message_bytes = 5000, .fragments = 10};
    EXPECT_EQ(play(text(repeated(1000, 'x')), {}, limits), Said{"text:1000 bytes of x"});
    EXPECT_EQ(play(text(repeated(1001, 'x')), {}, limits), Said{"failure 1009"});
}

TEST(MachineLimits, FrameBytesAreRefusedByTheHeaderAlone) {
    const Limits limits{.frame_bytes = 1000, .message_bytes = 5000, .fragments = 10};
    EXPECT_EQ(play(text(repeated(1001, 'x')).substr(0, 8), {}, limits), Said{"failure 1009"});
}

TEST(MachineLimits, MessageBytes) {
    const Limits limits{.frame_bytes = 1000, .message_bytes = 1500, .fragments = 10};
    const auto first = text_begin(repeated(1000, 'x'));
    EXPECT_EQ(play(first + last(repeated(500, 'x')), {}, limits), Said{"text:1500 bytes of x"});
    EXPECT_EQ(play(first + last(repeated(501, 'x')), {}, limits), Said{"failure 1009"});
}

TEST(MachineLimits, Fragments) {
    const Limits limits{.frame_bytes = 1000, .message_bytes = 1500, .fragments = 3};
    EXPECT_EQ(play(text_begin("a") + more("b") + last("c"), {}, limits), Said{"text:abc"});
    EXPECT_EQ(play(text_begin("a") + more("b") + more("c") + last("d"), {}, limits), Said{"failure 1008"});
}

// Answers.

std::optional<std::string> answer_to(const std::string& bytes) {
    Machine machine(Role::server, test_limits());
    std::string copy = bytes;
    std::span<char> input(copy);
    const auto event = machine.next(input);
    return event ? machine.reply_to(*event) : std::nullopt;
}

TEST(MachineReplies, PongCarriesThePingsPayload) {
    EXPECT_EQ(answer_to(ping("hi")), std::string("\x8A\x02hi"));
}
TEST(MachineReplies, NothingToMessagesAndPongs) {
    EXPECT_EQ(answer_to(text("hi")), std::nullopt);
    EXPECT_EQ(answer_to(pong("hi")), std::nullopt);
}
TEST(MachineReplies, CloseEchoesTheCode) {
    EXPECT_EQ(answer_to(close(1000, "bye")), std::string("\x88\x02\x03\xE8"));
    EXPECT_EQ(answer_to(close("")), std::string("\x88\x00", 2));
}
TEST(MachineReplies, FailureClosesWithItsCode) {
    EXPECT_EQ(answer_to(text("\xff"))->substr(0, 4).substr(2), std::string("\x03\xEF"));
}

TEST(MachineClosing, ReportsOnlyTheCloseAfterOurOwn) {
    Machine machine(Role::server, test_limits());
    (void)machine.close(1001, "bye");
    EXPECT_EQ(play(machine, text("late") + ping("late") + text_begin("a") + last("b") + close(1001), {}),
              Said{"close 1001:"});
    EXPECT_TRUE(machine.ended());
}

TEST(MachineClosing, DoesNotAnswerACloseTwice) {
    Machine machine(Role::server, test_limits());
    (void)machine.close(1000, "");
    std::string bytes = close(1000);
    std::span<char> input(bytes);
    const auto event = machine.next(input);
    ASSERT_TRUE(event);
    EXPECT_EQ(machine.reply_to(*event), std::nullopt);
}

TEST(MachineClosing, CutsALongReasonAtACharacter) {
    std::string reason(122, 'a');
    reason += "\xce\xba tail";
    const auto payload = close_payload(1000, reason);
    EXPECT_EQ(payload.size(), 124U);
    EXPECT_TRUE(is_utf8(std::string_view(payload).substr(2)));
}

// The client's side.

TEST(MachineClient, ReadsUnmaskedFramesAndRefusesMaskedOnes) {
    Machine machine(Role::client, test_limits());
    EXPECT_EQ(play(machine, *make_frame(Opcode::text, "hello"), {}), Said{"text:hello"});
    EXPECT_EQ(play(machine, text("hello"), {}), Said{"failure 1002"});
}

TEST(MachineClient, MasksItsReplies) {
    Machine client(Role::client, test_limits());
    std::string bytes = *make_frame(Opcode::ping, "hi");
    std::span<char> input(bytes);
    const auto event = client.next(input);
    ASSERT_TRUE(event);
    EXPECT_EQ(play(*client.reply_to(*event, mask)), Said{"pong:hi"});
}

TEST(Machine, LendsAMessageThatArrivesWholeOutOfItsInput) {
    Machine machine(Role::server, test_limits());
    std::string bytes = text("hello");
    std::span<char> input(bytes);
    const auto event = machine.next(input);
    ASSERT_TRUE(event);
    EXPECT_EQ(event->payload.data(), bytes.data() + 6);
    EXPECT_FALSE(machine.in_message());
}

TEST(Machine, MasksAtEveryOffsetAndLength) {
    for (std::size_t size = 0; size < 40; ++size) {
        const std::string payload = repeated(size, 'z');
        const std::string bytes = binary(payload);
        for (std::size_t cut = 0; cut < bytes.size(); ++cut) ASSERT_EQ(play(bytes, {cut}), play(bytes));
    }
}

}  // namespace
}  // namespace foyer::net::websocket
