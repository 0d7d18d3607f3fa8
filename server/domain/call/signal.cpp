#include "server/domain/call/signal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>

#include "lib/base/utf8.hpp"

namespace foyer::domain {
namespace {

constexpr std::uint32_t highest_m_line = 0xFFFF;
constexpr std::size_t longest_token = 256;  // Of identification tags, stream ids and user fragments (RFC 8839, 8843).

std::unexpected<Error> unsound(const char* sentence) {
    return refuse(ErrorCode::bad_signal, sentence);
}

bool is_visible(char c) {
    return c > 0x20 && c < 0x7F;
}

bool is_token(std::string_view text) {
    return text.size() <= longest_token && std::ranges::all_of(text, is_visible);
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

/// "v=0", "a=mid:0": a letter, '=', and something on one line.
bool is_sdp_line(std::string_view line) {
    return line.size() >= 2 && line[0] >= 'a' && line[0] <= 'z' && line[1] == '=' &&
           std::ranges::none_of(line, is_control);
}

/// Lines end with CR LF, as RFC 8866 wants it, or with LF alone, as it advises to accept.
bool is_description(std::string_view sdp) {
    if (!sdp.ends_with('\n') || !is_utf8(sdp)) return false;
    bool is_first = true;
    while (!sdp.empty()) {
        const auto end = sdp.find('\n');
        auto line = sdp.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!is_sdp_line(line) || (is_first && line != "v=0")) return false;
        is_first = false;
        sdp.remove_prefix(end + 1);
    }
    return true;
}

std::string_view take_word(std::string_view& rest) {
    const auto end = std::min(rest.find(' '), rest.size());
    const auto word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return word;
}

bool is_number(std::string_view text, std::uint64_t largest) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() && value <= largest;
}

/// candidate:FOUNDATION COMPONENT TRANSPORT PRIORITY ADDRESS PORT typ TYPE … (RFC 8839, 5.1).
bool is_candidate(std::string_view text) {
    if (text.starts_with("a=")) text.remove_prefix(2);
    if (!text.starts_with("candidate:")) return false;
    text.remove_prefix(std::string_view("candidate:").size());
    const auto allowed = [](char c) { return is_visible(c) || c == ' '; };
    if (!std::ranges::all_of(text, allowed)) return false;
    std::array<std::string_view, 8> words;
    for (auto& word : words) word = take_word(text);
    const auto& [foundation, component, transport, priority, address, port, typ, type] = words;
    constexpr std::array<std::string_view, 4> types{"host", "srflx", "prflx", "relay"};
    return !foundation.empty() && foundation.size() <= 32 && is_number(component, 256) && !transport.empty() &&
           is_number(priority, 0xFFFFFFFF) && !address.empty() && is_number(port, 65'535) && typ == "typ" &&
           std::ranges::find(types, type) != types.end();
}

std::size_t size_of(const Signal& signal) {
    auto size = signal.sdp.size();
    for (const auto& stream : signal.streams) size += stream.id.size() + stream.shows.size() + 1;
    return size;
}

Result<void> check_description(const Signal& signal, const SignalLimits& limits) {
    if (size_of(signal) > limits.sdp_bytes) return unsound("The session description is too long (calls.sdp_bytes).");
    if (!is_description(signal.sdp)) return unsound("This is no session description.");
    if (!signal.candidate.empty()) return unsound("A description and a candidate do not come together.");
    const auto is_sound = [](const SignalStream& one) {
        return !one.id.empty() && is_token(one.id) && is_token(one.shows);
    };
    if (!std::ranges::all_of(signal.streams, is_sound)) return unsound("The name of a stream is not valid.");
    return {};
}

Result<void> check_candidate(const Signal& signal, const SignalLimits& limits) {
    if (signal.candidate.size() > limits.candidate_bytes) {
        return unsound("The candidate is too long (calls.candidate_bytes).");
    }
    if (!signal.candidate.empty() && !is_candidate(signal.candidate)) return unsound("This is no candidate.");
    return {};
}

}  // namespace

Result<void> check_signal(const Signal& signal, const SignalLimits& limits) {
    if (!is_token(signal.sdp_mid) || !is_token(signal.username_fragment) || signal.sdp_m_line_index > highest_m_line) {
        return unsound("The place of the candidate is not valid.");
    }
    const bool describes = signal.kind == SignalKind::offer || signal.kind == SignalKind::answer;
    if (describes) return check_description(signal, limits);
    if (!signal.sdp.empty() || !signal.streams.empty()) return unsound("A description does not belong here.");
    if (signal.kind == SignalKind::candidate) return check_candidate(signal, limits);
    if (!signal.candidate.empty()) return unsound("A candidate does not belong here.");
    return {};
}

}  // namespace foyer::domain
