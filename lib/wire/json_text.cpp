#include "lib/wire/json_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace foyer::wire {
namespace {

constexpr std::array<bool, 256> make_needs_escape() {
    std::array<bool, 256> table{};
    for (std::size_t c = 0; c < 0x20; ++c) table[c] = true;
    table['"'] = true;
    table['\\'] = true;
    return table;
}
constexpr auto needs_escape = make_needs_escape();

/// Looks at eight bytes at once: text is long, and what must be escaped is rare. Never false where one needs it.
bool may_need_escape(const char* eight_bytes) {
    constexpr std::uint64_t each = 0x0101010101010101;
    constexpr std::uint64_t high = each * 0x80;
    std::uint64_t word = 0;
    std::memcpy(&word, eight_bytes, sizeof word);
    const auto has_zero = [](std::uint64_t w) { return (w - each) & ~w & high; };
    const auto has_control = (word - each * 0x20) & ~word & high;
    return (has_control | has_zero(word ^ each * '"') | has_zero(word ^ each * '\\')) != 0;
}

void append_escaped(std::string& out, unsigned char c) {
    constexpr std::string_view hex = "0123456789abcdef";
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            out += "\\u00";
            out += hex[c >> 4];
            out += hex[c & 15];
    }
}

template <class Number>
void append_chars(std::string& out, Number number) {
    std::array<char, 32> buffer;
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    (void)error;  // 32 characters hold every number of these types
    out.append(buffer.data(), end);
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    std::size_t written = 0;
    std::size_t i = 0;
    while (i < text.size()) {
        if (text.size() - i >= 8 && !may_need_escape(text.data() + i)) {
            i += 8;
            continue;
        }
        for (const auto end = std::min(text.size(), i + 8); i < end; ++i) {
            const auto c = static_cast<unsigned char>(text[i]);
            if (!needs_escape[c]) continue;
            out.append(text, written, i - written);
            append_escaped(out, c);
            written = i + 1;
        }
    }
    out.append(text, written);
    out += '"';
}

void append_json_number(std::string& out, std::uint32_t number) {
    append_chars(out, number);
}

void append_json_number(std::string& out, double number) {
    constexpr double largest_exact = 9007199254740992.0;  // 2^53
    if (std::abs(number) <= largest_exact && std::trunc(number) == number) {
        append_chars(out, static_cast<std::int64_t>(number));
    } else if (std::isfinite(number)) {
        append_chars(out, number);
    } else {
        out += std::isnan(number) ? "\"NaN\"" : number > 0 ? "\"Infinity\"" : "\"-Infinity\"";
    }
}

}  // namespace foyer::wire
