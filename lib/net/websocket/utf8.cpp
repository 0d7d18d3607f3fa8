#include "lib/net/websocket/utf8.hpp"

#include <cstddef>
#include <cstring>

namespace foyer::net::websocket {
namespace {

/// How many bytes at the front are ASCII, counted eight at a time.
std::size_t ascii_prefix(std::string_view text) {
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, 8);
        if ((word & 0x8080808080808080ULL) != 0) break;
    }
    while (at < text.size() && static_cast<std::uint8_t>(text[at]) < 0x80) ++at;
    return at;
}

}  // namespace

bool Utf8::feed(std::string_view piece) {
    std::size_t at = 0;
    while (at < piece.size()) {
        if (missing_ == 0) {
            at += ascii_prefix(piece.substr(at));
            if (at == piece.size()) return true;
            if (!begin(static_cast<std::uint8_t>(piece[at]))) return false;
        } else {
            const auto byte = static_cast<std::uint8_t>(piece[at]);
            if (byte < lowest_ || byte > highest_) return fail();
            lowest_ = 0x80;
            highest_ = 0xBF;
            --missing_;
        }
        ++at;
    }
    return true;
}

bool Utf8::begin(std::uint8_t byte) {
    if (byte >= 0xC2 && byte <= 0xDF) {
        missing_ = 1;
    } else if (byte >= 0xE0 && byte <= 0xEF) {
        missing_ = 2;
        if (byte == 0xE0) lowest_ = 0xA0;
        if (byte == 0xED) highest_ = 0x9F;
    } else if (byte >= 0xF0 && byte <= 0xF4) {
        missing_ = 3;
        if (byte == 0xF0) lowest_ = 0x90;
        if (byte == 0xF4) highest_ = 0x8F;
    } else {
        return fail();
    }
    return true;
}

bool Utf8::fail() {
    missing_ = 1;  // Never complete, and no byte lies between the bounds.
    lowest_ = 0xFF;
    highest_ = 0;
    return false;
}

bool is_utf8(std::string_view text) {
    Utf8 check;
    return check.feed(text) && check.complete();
}

}  // namespace foyer::net::websocket
