#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "server/ports/session_store.hpp"
#include "server/ports/world.hpp"

namespace foyer::app {

/// A secret of 256 random bits in base64url (43 characters), and what is stored of it.
struct Token {
    std::string text;
    ports::TokenHash hash{};
};

[[nodiscard]] std::string base64url(std::span<const std::uint8_t> bytes);
[[nodiscard]] Token make_token(ports::Random& random);
/// SHA-256. Any text has a hash; one that never was a token is found nowhere.
[[nodiscard]] ports::TokenHash hash_token(std::string_view text);

}  // namespace foyer::app
