#pragma once
#include <string>
#include <string_view>

#include "lib/base/result.hpp"
#include "lib/net/http.hpp"

/// How answers of the HTTP calls look. Pure; any thread.
namespace foyer::gateway {

[[nodiscard]] net::HttpResponse json_answer(std::string json, unsigned status = 200);
/// {"error": …} with the code's HTTP status, and Retry-After where the error has a hint.
[[nodiscard]] net::HttpResponse error_answer(const Error& error);
/// What the server says for the connection's sake (net::HttpHandler::refusal), as an error object too.
[[nodiscard]] net::HttpResponse refusal_answer(unsigned status, std::string_view sentence);
/// When it makes sense to come back: the error's own hint, else soon where it is the server that cannot at the moment.
/// 0: coming back changes nothing.
[[nodiscard]] Millis retry_after_of(const Error& error);
/// In seconds, rounded up; nothing for 0.
void add_retry_after(net::HttpResponse& response, Millis retry_after);
[[nodiscard]] net::HttpResponse text_answer(std::string text, unsigned status = 200,
                                            std::string content_type = "text/plain; charset=utf-8");

}  // namespace foyer::gateway
