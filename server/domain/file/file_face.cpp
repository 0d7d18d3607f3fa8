#include "server/domain/file/file_face.hpp"

#include <algorithm>
#include <array>

#include "lib/base/utf8.hpp"

namespace foyer::domain {
namespace {

constexpr std::size_t name_bytes = 255;  // What file systems take.
constexpr std::size_t ending_bytes = 16;
constexpr std::size_t type_bytes = 127;

/// Kinds that hold no program a browser would run.
constexpr std::array<std::string_view, 5> safe_types = {"image/png", "image/jpeg", "image/gif", "image/webp",
                                                        "text/plain"};

bool is_kept(char32_t c) {
    const bool is_control = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
    const bool turns_direction = c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
                                 (c >= 0x2066 && c <= 0x2069);
    return !is_control && !turns_direction;
}

std::string_view last_part(std::string_view path) {
    const auto separator = path.find_last_of("/\\");
    return separator == std::string_view::npos ? path : path.substr(separator + 1);
}

std::string_view trimmed(std::string_view name) {
    name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
    // Some file systems drop blanks and full stops at the end, so that another name would appear.
    const auto last = name.find_last_not_of(" .");
    return name.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// The beginning of `text` that has at most `bytes` bytes and ends between two code points.
std::string_view beginning(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
    return text.substr(0, bytes);
}

std::string shortened(std::string_view name) {
    if (name.size() <= name_bytes) return std::string(name);
    const auto dot = name.find_last_of('.');
    const bool has_ending = dot != std::string_view::npos && name.size() - dot <= ending_bytes;
    const auto ending = has_ending ? name.substr(dot) : std::string_view{};
    return std::string(beginning(name, name_bytes - ending.size())).append(ending);
}

bool is_token_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$&-^_.+").find(c) != std::string_view::npos;
}

}  // namespace

Result<std::string> parse_file_name(std::string_view text) {
    if (!is_utf8(text)) return refuse(ErrorCode::bad_name, "The file's name is not valid UTF-8.");
    std::string kept;
    for (auto rest = last_part(text); !rest.empty();) {
        const auto before = rest;
        const auto c = take_code_point(rest);
        if (is_kept(*c)) kept.append(before.substr(0, before.size() - rest.size()));
    }
    auto name = shortened(trimmed(kept));
    if (name.empty()) return refuse(ErrorCode::bad_name, "The file has no name.");
    return name;
}

std::string parse_file_type(std::string_view text) {
    std::string type(text.substr(0, text.find(';')));
    for (auto& c : type) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    while (type.ends_with(' ')) type.pop_back();
    const auto slash = type.find('/');
    if (type.size() > type_bytes || slash == std::string::npos || slash == 0 || slash + 1 == type.size()) return {};
    const bool is_sound = std::ranges::all_of(type.substr(0, slash), is_token_character) &&
                          std::ranges::all_of(type.substr(slash + 1), is_token_character);
    return is_sound ? type : std::string();
}

std::string_view safe_file_type(std::string_view type) {
    const auto* const found = std::ranges::find(safe_types, type);
    return found == safe_types.end() ? "application/octet-stream" : *found;
}

}  // namespace foyer::domain
