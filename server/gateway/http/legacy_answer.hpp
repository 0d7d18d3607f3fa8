#pragma once
#include <map>
#include <string>
#include <string_view>

#include "lib/base/result.hpp"
#include "lib/net/http.hpp"

/// The form of the older calls, POST /rest/<section>/<verb>: what they take and how they answer. Pure; any thread.
namespace foyer::gateway {

/// {"result": "success", …}; `fields` are members of the object as JSON: R"("id":7,"name":"Ann")", or empty.
[[nodiscard]] net::HttpResponse legacy_success(std::string_view fields = {});
/// {"result": "fail", "code": "wrong_credentials", "message": "…"} with the code's HTTP status.
[[nodiscard]] net::HttpResponse legacy_failure(const Error& error);

/// The single values of a request by name, from a form or a flat JSON object; numbers and booleans as text, lists and
/// objects are passed over. Error: `bad_request`.
[[nodiscard]] Result<std::map<std::string, std::string>> legacy_fields(const net::HttpRequest& request);

}  // namespace foyer::gateway
