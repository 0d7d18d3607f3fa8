#include "server/gateway/http/http_gateway.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/field.hpp>

#include "server/gateway/http/credentials.hpp"
#include "server/gateway/http/http_answer.hpp"

namespace foyer::gateway {

namespace http = boost::beast::http;

namespace {

bool changes_something(http::verb method) {
    return method != http::verb::get && method != http::verb::head;
}

/// A page of another site can send a form or plain text without asking first, but not JSON.
bool is_taken(Body body, const net::HttpRequest& request) {
    auto type = request.field(http::field::content_type);
    if (type.empty() && request.body.empty()) return true;  // No form of a page comes without a type.
    type = type.substr(0, type.find(';'));
    while (type.ends_with(' ')) type.remove_suffix(1);
    if (boost::beast::iequals(type, "application/json")) return true;
    return body == Body::json_or_form && boost::beast::iequals(type, "application/x-www-form-urlencoded");
}

/// A program asks, not somebody who looks for a page.
bool is_call(std::string_view path) {
    return path.starts_with("/api/") || path.starts_with("/rest/");
}

net::HttpResponse method_not_allowed(const std::string& allow) {
    auto response = error_answer(Error{ErrorCode::bad_request, "This address does not take that method."});
    response.status = 405;
    response.fields.emplace_back("Allow", allow);
    return response;
}

void protect(net::HttpResponse& response) {
    response.fields.emplace_back("X-Content-Type-Options", "nosniff");
    response.fields.emplace_back("Referrer-Policy", "no-referrer");
}

}  // namespace

HttpGateway::HttpGateway(app::App& app, const OriginRule& origins, const StaticFiles& files, Router router)
    : app_(app), origins_(origins), files_(files), router_(std::move(router)) {}

Task<net::HttpResponse> HttpGateway::handle(net::HttpRequest request) {
    const auto judged = origins_.judge(request);
    const std::string origin(request.field(http::field::origin));
    auto found = router_.find(request.method, request.path);
    net::HttpResponse response;
    if (found.allow.empty()) {
        response = files_.answer(request);
        // Programs read error objects; who looks for a page reads text.
        if (response.status == 404 && is_call(request.path)) response = error_answer(Error{ErrorCode::not_found});
    } else if (judged == Origin::foreign) {
        response = error_answer(Error{ErrorCode::origin_not_allowed});
    } else if (request.method == http::verb::options) {
        response = preflight(found.allow);
    } else if (found.operation == nullptr) {
        response = method_not_allowed(found.allow);
    } else {
        HttpCall asked{std::move(request), judged, std::move(found.path)};
        response = co_await call(*found.operation, std::move(asked));
    }
    add_cors(origin, judged, response);
    protect(response);
    co_return response;
}

Task<net::UpgradeAnswer> HttpGateway::upgrade(net::HttpRequest request, std::vector<std::string> offered) {
    for (const auto& [path, take_over] : upgrades_) {
        if (path == request.path) co_return take_over(request, offered);
    }
    co_return error_answer(Error{ErrorCode::not_found});
}

std::optional<net::BodyRule> HttpGateway::body_rule(http::verb method, std::string_view path) const {
    const auto found = router_.find(method, path);
    return found.operation ? found.operation->body_rule : std::nullopt;
}

net::HttpResponse HttpGateway::refusal(unsigned status, std::string_view sentence) const {
    auto response = refusal_answer(status, sentence);
    protect(response);
    return response;
}

Task<net::HttpResponse> HttpGateway::call(const HttpOperation& operation, HttpCall call) {
    const bool changes = changes_something(call.request.method);
    if (call.request.method == http::verb::post && !is_taken(operation.body, call.request)) {
        auto response = error_answer(Error{ErrorCode::bad_request, "The body must be application/json."});
        response.status = 415;
        co_return response;
    }
    if (operation.access != Access::anyone) {
        auto caller = co_await authorize(operation, session_token(call.request, call.origin, changes));
        if (!caller) co_return error_answer(caller.error());
        call.caller = *caller;
        call.actor = *caller;
    }
    co_return co_await operation.run(std::move(call));
}

Task<Result<app::Caller>> HttpGateway::authorize(const HttpOperation& operation, std::string token) {
    if (token.empty()) co_return refuse(ErrorCode::not_logged_in);
    auto caller = co_await app_.authenticate.run(std::move(token));
    if (caller && caller->key && operation.keys == Keys::refused) {
        co_return refuse(ErrorCode::forbidden, "An API key will not do for this; log in.");
    }
    if (caller && !caller->scopes.has(operation.needed_scope())) {
        co_return refuse(ErrorCode::forbidden,
                         fmt::format("This API key lacks the scope {}.", name_of(operation.needed_scope())));
    }
    if (caller && operation.access == Access::administrator &&
        !app::may_administer(app::Actor{*caller}, *app_.directory.current())) {
        co_return refuse(ErrorCode::forbidden);
    }
    co_return caller;
}

net::HttpResponse HttpGateway::preflight(const std::string& allow) const {
    net::HttpResponse response;
    response.status = 204;
    response.fields = {
        {"Access-Control-Allow-Methods", allow},
        {"Access-Control-Allow-Headers", "authorization, content-type, idempotency-key, range, x-foyer-sha256"},
        {"Access-Control-Max-Age", "600"}};
    return response;
}

void HttpGateway::add_cors(const std::string& origin, Origin judged, net::HttpResponse& response) const {
    response.fields.emplace_back("Vary", "Origin");
    if (judged != Origin::allowed) return;
    response.fields.emplace_back("Access-Control-Allow-Origin", origin);
    response.fields.emplace_back("Access-Control-Allow-Credentials", "true");
    response.fields.emplace_back("Access-Control-Expose-Headers",
                                 "Retry-After, Location, X-Foyer-SHA256, Content-Disposition, Content-Range, "
                                 "Accept-Ranges");
}

}  // namespace foyer::gateway
