#include "server/gateway/http/credentials.hpp"

#include <algorithm>

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/field.hpp>
#include <fmt/format.h>

namespace foyer::gateway {

namespace http = boost::beast::http;

namespace {

constexpr std::size_t subid_bytes = 64;
constexpr std::string_view bearer = "Bearer ";

bool is_subid_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// Splits off what stands before `separator`; `rest` keeps what follows.
std::string_view next_part(std::string_view& rest, char separator) {
    const auto end = rest.find(separator);
    const auto part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    return part;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string decoded(std::string_view text, char plus) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
        if (low >= 0) {
            result += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            result += text[i] == '+' ? plus : text[i];
        }
    }
    return result;
}

}  // namespace

std::optional<std::string> session_cookie_name(std::string_view subid) {
    if (subid.empty()) return "foyer_session";
    if (subid.size() > subid_bytes || !std::ranges::all_of(subid, is_subid_character)) return std::nullopt;
    return "foyer_session_" + std::string(subid);
}

std::string_view cookie(const net::HttpRequest& request, std::string_view name) {
    const auto [first, last] = request.fields.equal_range(http::field::cookie);
    for (auto field = first; field != last; ++field) {
        std::string_view rest = field->value();
        while (!rest.empty()) {
            auto pair = trim(next_part(rest, ';'));
            if (next_part(pair, '=') == name) return pair;
        }
    }
    return {};
}

std::string percent_decoded(std::string_view text) {
    return decoded(text, '+');
}

std::string query_value(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        auto pair = next_part(query, '&');
        if (next_part(pair, '=') == name) return decoded(pair, ' ');
    }
    return {};
}

std::string set_session_cookie(std::string_view name, std::string_view token, bool secure, std::int64_t max_age_s) {
    return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}", name, token,
                       token.empty() ? 0 : max_age_s, secure ? "; Secure" : "");
}

void add_session_cookie(net::HttpResponse& response, std::string_view name, std::string_view token, bool secure,
                        Millis lifetime) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(lifetime).count();
    response.fields.emplace_back("Set-Cookie",
                                 set_session_cookie(name, token, secure, std::max<std::int64_t>(0, seconds)));
}

std::string session_token(const net::HttpRequest& request, Origin origin, bool changes_something) {
    const auto authorization = request.field(http::field::authorization);
    if (boost::beast::iequals(authorization.substr(0, bearer.size()), bearer)) {
        return std::string(trim(authorization.substr(bearer.size())));
    }
    if (!cookie_counts(origin, changes_something)) return {};
    const auto name = session_cookie_name(query_value(request.query, "subid"));
    return name ? std::string(cookie(request, *name)) : std::string();
}

}  // namespace foyer::gateway
