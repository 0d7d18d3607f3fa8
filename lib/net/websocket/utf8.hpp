#pragma once
#include <cstdint>
#include <string_view>

namespace foyer::net::websocket {

/// Checks UTF-8 that arrives in pieces, and fails at the first byte that no continuation can mend.
class Utf8 {
public:
    /// Takes the next piece. False: what has come so far is no beginning of valid UTF-8 (and stays so).
    bool feed(std::string_view piece);
    /// No character is cut in half.
    [[nodiscard]] bool complete() const { return missing_ == 0; }
    void reset() { *this = Utf8{}; }

private:
    bool begin(std::uint8_t byte);
    bool fail();

    std::uint8_t missing_ = 0;     // Continuation bytes outstanding.
    std::uint8_t lowest_ = 0x80;   // Bounds of the next continuation byte: rules out overlong forms, surrogates and
    std::uint8_t highest_ = 0xBF;  // numbers above U+10FFFF at their second byte.
};

[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace foyer::net::websocket
