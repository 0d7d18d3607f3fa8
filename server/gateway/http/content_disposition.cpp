#include "server/gateway/http/content_disposition.hpp"

#include <fmt/format.h>

namespace foyer::gateway {

namespace {

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// What some clients read as quotes, escapes or parts of a path is replaced.
char in_ascii(char c) {
    const bool is_safe = c >= 0x20 && c < 0x7F && std::string_view("\"\\/%:*?<>|;").find(c) == std::string_view::npos;
    return is_safe ? c : '_';
}

}  // namespace

std::string attachment_named(std::string_view name) {
    std::string ascii;
    std::string encoded;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) != 0x80U) ascii += in_ascii(c);  // One sign for one code point.
        if (is_letter_or_digit(c) || std::string_view("!#$&+-.^_`|~").find(c) != std::string_view::npos) {
            encoded += c;
        } else {
            encoded += fmt::format("%{:02X}", byte);
        }
    }
    return fmt::format("attachment; filename=\"{}\"; filename*=UTF-8''{}", ascii, encoded);
}

}  // namespace foyer::gateway
