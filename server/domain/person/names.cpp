#include "server/domain/person/names.hpp"

#include <algorithm>
#include <cstdint>

#include "lib/base/utf8.hpp"

namespace foyer::domain {

namespace {

constexpr std::size_t longest_language = 16;
constexpr std::size_t longest_name = 100;  // Code points (contract 9).
constexpr std::size_t longest_uname = 64;
constexpr std::size_t longest_email = 254;  // RFC 5321, as commonly read.

struct Range {
    std::uint32_t first;
    std::uint32_t last;
};
constexpr Range letters[] = {
#include "server/domain/person/letters.inc"
};

bool is_ascii_alnum(char32_t point) {
    return (point >= U'a' && point <= U'z') || (point >= U'A' && point <= U'Z') || (point >= U'0' && point <= U'9');
}

/// A letter, a mark on a letter, or a digit, of any script.
bool is_letter_or_digit(char32_t point) {
    if (point < 0x80) return is_ascii_alnum(point);
    const auto after = std::ranges::upper_bound(letters, point, {}, &Range::first);
    return after != std::begin(letters) && point <= std::prev(after)->last;
}

bool may_join_words(char32_t point) {
    return point == U' ' || point == U'\'' || point == U'\u2019' || point == U'-' || point == U'.';
}

/// Controls, line and paragraph separators, and what makes text run backwards: none of it belongs on one readable line.
bool is_unreadable(char32_t point) {
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || (point >= 0x200B && point <= 0x200F) ||
           (point >= 0x2028 && point <= 0x202E) || (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF ||
           (point & 0xFFFE) == 0xFFFE;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

template <class Allowed>
Result<std::string> parse_line(std::string_view text, const char* what_is_allowed, Allowed allowed) {
    const auto name = trimmed(text);
    if (name.empty()) return refuse(ErrorCode::bad_name, "The name is empty.");
    bool has_letter = false;
    std::size_t count = 0;
    for (auto rest = name; !rest.empty(); ++count) {
        if (count == longest_name) return refuse(ErrorCode::bad_name, "The name is longer than 100 characters.");
        const auto point = take_code_point(rest);
        if (!point) return refuse(ErrorCode::bad_name, "The name is not valid UTF-8.");
        if (!allowed(*point)) return refuse(ErrorCode::bad_name, what_is_allowed);
        has_letter = has_letter || is_letter_or_digit(*point);
    }
    if (!has_letter) return refuse(ErrorCode::bad_name, "The name holds no letter.");
    return std::string(name);
}

}  // namespace

Result<std::string> parse_person_name(std::string_view text) {
    return parse_line(text, "A name holds letters, digits, blanks, apostrophes, hyphens and full stops only.",
                      [](char32_t point) { return is_letter_or_digit(point) || may_join_words(point); });
}

Result<std::string> parse_company_name(std::string_view text) {
    return parse_line(text, "The name holds characters that cannot be read.",
                      [](char32_t point) { return !is_unreadable(point); });
}

Result<std::string> parse_uname(std::string_view text) {
    std::string uname(trimmed(text));
    if (uname.empty()) return refuse(ErrorCode::bad_name, "The login name is empty.");
    if (uname.size() > longest_uname)
        return refuse(ErrorCode::bad_name, "The login name is longer than 64 characters.");
    const auto allowed = [](char c) {
        return is_ascii_alnum(static_cast<unsigned char>(c)) || std::string_view("._-@+").contains(c);
    };
    if (!std::ranges::all_of(uname, allowed) || !is_ascii_alnum(static_cast<unsigned char>(uname.front()))) {
        return refuse(ErrorCode::bad_name,
                      "A login name holds a-z, 0-9 and . _ - @ + only, and begins with a letter or digit.");
    }
    std::ranges::transform(uname, uname.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return uname;
}

Result<std::string> parse_language(std::string_view text) {
    const auto allowed = [](char c) { return is_ascii_alnum(static_cast<unsigned char>(c)) || c == '-'; };
    if (text.size() <= longest_language && std::ranges::all_of(text, allowed)) return std::string(text);
    return refuse(ErrorCode::bad_request, "The language is no tag such as \"en\" or \"de\".");
}

Result<std::string> parse_email(std::string_view text) {
    const auto email = trimmed(text);
    if (email.empty()) return std::string{};
    const auto at = email.find('@');
    const bool shaped = at != std::string_view::npos && at > 0 && at + 1 < email.size() && email.rfind('@') == at;
    const auto bad = [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == 0x7F || std::string_view("<>,;:\"()[]\\").contains(c);
    };
    if (!shaped || email.size() > longest_email || !is_utf8(email) || std::ranges::any_of(email, bad)) {
        return refuse(ErrorCode::bad_request, "This is not an e-mail address.");
    }
    return std::string(email);
}

}  // namespace foyer::domain
