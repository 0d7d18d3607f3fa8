#include "server/domain/call/signal.hpp"

#include <gtest/gtest.h>

namespace foyer::domain {
namespace {

const std::string sdp =
    "v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
    "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\na=rtpmap:111 opus/48000/2\r\n";
const std::string candidate =
    "candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr 10.0.0.17 rport 46154 generation 0 ufrag "
    "EEtu network-id 3 network-cost 10";

Signal description(std::string text) {
    return {.kind = SignalKind::offer,
            .sdp = std::move(text),
            .candidate = {},
            .sdp_mid = {},
            .username_fragment = {},
            .streams = {}};
}
Signal trickled(std::string text) {
    return {.kind = SignalKind::candidate,
            .sdp = {},
            .candidate = std::move(text),
            .sdp_mid = "0",
            .username_fragment = "EEtu",
            .streams = {}};
}
bool is_sound(const Signal& signal, const SignalLimits& limits = {}) {
    const auto checked = check_signal(signal, limits);
    EXPECT_TRUE(checked || checked.error().code == ErrorCode::bad_signal);
    return checked.has_value();
}

TEST(CheckSignal, TakesWhatBrowsersSend) {
    EXPECT_TRUE(is_sound(description(sdp)));
    EXPECT_TRUE(is_sound(description("v=0\no=- 1 1 IN IP4 0.0.0.0\ns=Ä\nt=0 0\n")));
    EXPECT_TRUE(is_sound(trickled(candidate)));
    EXPECT_TRUE(is_sound(trickled("candidate:1 1 UDP 2122252543 1f0b7b45-53b5-4a0b.local 56789 typ host")));
    EXPECT_TRUE(is_sound(trickled("a=candidate:1 2 tcp 2105458943 2001:db8::1 9 typ host tcptype active")));
    EXPECT_TRUE(is_sound(trickled("")));
    auto answer = description(sdp);
    answer.kind = SignalKind::answer;
    answer.streams = {{"{0f4a-stream}", "camera"}, {"other", ""}};
    EXPECT_TRUE(is_sound(answer));
    Signal restart;
    restart.kind = SignalKind::restart;
    EXPECT_TRUE(is_sound(restart));
}

TEST(CheckSignal, RefusesWhatIsNoDescription) {
    using namespace std::string_literals;
    for (const auto& bad :
         {""s, "v=0"s, "v=1\r\n"s, "o=- 1\r\nv=0\r\n"s, sdp + "no line\r\n"s, sdp + "\r\n"s, sdp + "a=x\x01\r\n"s,
          sdp + "a=\0\r\n"s, sdp + "a=\xff\r\n"s, sdp + "A=x\r\n"s, sdp + "a=x\ry\r\n"s, sdp + "a=x"s, "<script>\n"s}) {
        EXPECT_FALSE(is_sound(description(bad))) << bad;
    }
}

TEST(CheckSignal, RefusesWhatIsNoCandidate) {
    for (const auto* bad :
         {"candidate:", "candidate", "candidate:1 1 udp 1 1.2.3.4 70000 typ host",
          "candidate:1 1 udp x 1.2.3.4 1 typ host", "candidate:1 1 udp 1 1.2.3.4 1 type host",
          "candidate:1 1 udp 1 1.2.3.4 1 typ magic", "candidate:1 999 udp 1 1.2.3.4 1 typ host",
          "candidate:1  udp 1 1.2.3.4 1 typ host", "v=0\r\n", "candidate:1 1 udp 1 1.2.3.4 1 typ host\r\na=evil",
          "candidate:1 1 udp 99999999999 1.2.3.4 1 typ host", "candidate:1 1 udp 1 1.2.3.4 1 typ host \xc3\xa4"}) {
        EXPECT_FALSE(is_sound(trickled(bad))) << bad;
    }
    EXPECT_FALSE(is_sound(trickled("candidate:" + std::string(33, '1') + " 1 udp 1 1.2.3.4 1 typ host")));
}

TEST(CheckSignal, RefusesWhatDoesNotBelongTogether) {
    auto mixed = description(sdp);
    mixed.candidate = candidate;
    EXPECT_FALSE(is_sound(mixed));
    mixed = trickled(candidate);
    mixed.sdp = sdp;
    EXPECT_FALSE(is_sound(mixed));
    mixed.kind = SignalKind::restart;
    mixed.sdp.clear();
    EXPECT_FALSE(is_sound(mixed));
    mixed = trickled(candidate);
    mixed.streams = {{"a", "b"}};
    EXPECT_FALSE(is_sound(mixed));
}

TEST(CheckSignal, RefusesPlacesThatAreNone) {
    auto signal = trickled(candidate);
    signal.sdp_mid = std::string(256, 'm');
    signal.sdp_m_line_index = 65'535;
    EXPECT_TRUE(is_sound(signal));
    signal.sdp_mid += 'm';
    EXPECT_FALSE(is_sound(signal));
    signal = trickled(candidate);
    signal.sdp_m_line_index = 65'536;
    EXPECT_FALSE(is_sound(signal));
    signal = trickled(candidate);
    signal.username_fragment = "two words";
    EXPECT_FALSE(is_sound(signal));
    auto named = description(sdp);
    named.streams = {{"", "camera"}};
    EXPECT_FALSE(is_sound(named));
    named.streams = {{"a\nb", "camera"}};
    EXPECT_FALSE(is_sound(named));
}

TEST(CheckSignal, KeepsItsBounds) {
    SignalLimits limits{.sdp_bytes = static_cast<std::uint32_t>(sdp.size()),
                        .candidate_bytes = static_cast<std::uint32_t>(candidate.size())};
    EXPECT_TRUE(is_sound(description(sdp), limits));
    EXPECT_TRUE(is_sound(trickled(candidate), limits));
    auto named = description(sdp);
    named.streams = {{"a", ""}};
    EXPECT_FALSE(is_sound(named, limits));
    --limits.sdp_bytes;
    --limits.candidate_bytes;
    EXPECT_FALSE(is_sound(description(sdp), limits));
    EXPECT_FALSE(is_sound(trickled(candidate), limits));
}

}  // namespace
}  // namespace foyer::domain
