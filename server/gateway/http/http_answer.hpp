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
[[nodiscard]] net::HttpResponse text_answer(std::string text, unsigned status = 200,
                                            std::string content_type = "text/plain; charset=utf-8");

}  // namespace foyer::gateway
