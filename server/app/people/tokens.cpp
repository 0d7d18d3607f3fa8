#include "server/app/people/tokens.hpp"

#include <array>
#include <cstdint>
#include <span>

#include <openssl/sha.h>

namespace foyer::app {

std::string base64url(std::span<const std::uint8_t> bytes) {
    static constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text;
    text.reserve((bytes.size() * 8 + 5) / 6);
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const auto byte : bytes) {
        bits = (bits << 8 | byte) & 0xFFFF;
        for (held += 8; held >= 6;) text += alphabet[bits >> (held -= 6) & 63];
    }
    if (held > 0) text += alphabet[bits << (6 - held) & 63];
    return text;
}

Token make_token(ports::Random& random) {
    std::array<std::uint8_t, 32> secret;
    random.fill(secret);
    Token token;
    token.text = base64url(secret);
    token.hash = hash_token(token.text);
    return token;
}

ports::TokenHash hash_token(std::string_view text) {
    ports::TokenHash hash;
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash.data());
    return hash;
}

}  // namespace foyer::app
