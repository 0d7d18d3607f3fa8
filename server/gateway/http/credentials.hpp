#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/instant.hpp"
#include "lib/net/http.hpp"
#include "server/gateway/http/origin_rule.hpp"

/// How a session token travels over HTTP: in a cookie, or as a bearer token. Pure; any thread.
namespace foyer::gateway {

/// "foyer_session", or "foyer_session_SUBID" for the isolated session of one page. nullopt: no sound sub-ID (letters,
/// digits, '-' and '_', at most 64).
[[nodiscard]] std::optional<std::string> session_cookie_name(std::string_view subid);

/// The value of a cookie of the request, or empty.
[[nodiscard]] std::string_view cookie(const net::HttpRequest& request, std::string_view name);

/// A part of a path: "a%20b" is "a b", '+' is itself.
[[nodiscard]] std::string percent_decoded(std::string_view text);

/// The value of a query parameter, percent-decoded, or empty.
[[nodiscard]] std::string query_value(std::string_view query, std::string_view name);

/// The Set-Cookie value that hands out a session, or with an empty token takes it back.
[[nodiscard]] std::string set_session_cookie(std::string_view name, std::string_view token, bool secure,
                                             std::int64_t max_age_s);

/// Hands out a session in a cookie that lasts as long.
void add_session_cookie(net::HttpResponse& response, std::string_view name, std::string_view token, bool secure,
                        Millis lifetime);

/// The session token that speaks for the caller: the bearer token, else the cookie (of `?subid=`) where it counts.
/// Empty: nobody is logged in. A secret.
[[nodiscard]] std::string session_token(const net::HttpRequest& request, Origin origin, bool changes_something);

}  // namespace foyer::gateway
