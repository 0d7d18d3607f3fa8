#include "server/gateway/http/legacy_auth.hpp"

#include <fmt/format.h>

#include "lib/wire/json_text.hpp"
#include "server/gateway/http/credentials.hpp"
#include "server/gateway/http/http_log.hpp"
#include "server/gateway/http/legacy_answer.hpp"

namespace foyer::gateway {

namespace {

/// Who is logged in, as the older calls tell it.
std::string self_fields(const app::App& app, app::Caller caller) {
    const auto directory = app.directory.current();
    const auto* person = directory->find(caller.person);
    if (person == nullptr) return {};
    const auto* company = directory->company(person->company);
    std::string fields = fmt::format(R"("id":{},"uname":)", person->id.value());
    wire::append_json_string(fields, person->uname);
    fields += R"(,"name":)";
    wire::append_json_string(fields, person->name);
    fields += R"(,"company":)";
    wire::append_json_string(fields, company == nullptr ? std::string_view{} : std::string_view(company->name));
    return fields;
}

Task<net::HttpResponse> log_in(app::App& app, LoginCounters& counters, HttpCall call) {
    auto fields = legacy_fields(call.request);
    if (!fields) co_return legacy_failure(fields.error());
    app::Login login;
    login.uname = (*fields)["username"];
    login.password = (*fields)["password"];
    login.remote_address = call.request.remote_address;
    const auto logged_in = co_await app.log_in.run(std::move(login));
    if (!logged_in) {
        ++counters.refused;
        http_log().info("login refused: {} from={}", name_of(logged_in.error().code), call.request.remote_address);
        co_return legacy_failure(logged_in.error());
    }
    ++counters.opened;
    http_log().info("logged in: contact={} session={} from={}", logged_in->caller.person.value(),
                    logged_in->caller.session.value(), call.request.remote_address);
    auto response = legacy_success(self_fields(app, logged_in->caller));
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(logged_in->expires - app.world.clock.now()).count();
    response.fields.emplace_back("Set-Cookie", set_session_cookie(*session_cookie_name({}), logged_in->session_token,
                                                                  call.request.secure, seconds));
    co_return response;
}

/// Looking changes nothing: the cookie counts as for reading.
Task<Result<app::Caller>> caller_of(app::App& app, const HttpCall& call, bool changes_something) {
    co_return co_await app.authenticate.run(session_token(call.request, call.origin, changes_something));
}

Task<net::HttpResponse> check(app::App& app, HttpCall call) {
    const auto caller = co_await caller_of(app, call, false);
    if (!caller) co_return legacy_failure(caller.error());
    co_return legacy_success(self_fields(app, *caller));
}

/// Programs send no Origin field, so their cookie counts here, too: another page can at worst log a person out.
Task<net::HttpResponse> log_out(app::App& app, HttpCall call) {
    const auto caller = co_await caller_of(app, call, false);
    if (caller) {
        const auto ended = co_await app.log_out.run(*caller);
        if (!ended) co_return legacy_failure(ended.error());
    } else if (caller.error().code != ErrorCode::not_logged_in) {
        co_return legacy_failure(caller.error());
    }
    auto response = legacy_success();
    response.fields.emplace_back("Set-Cookie",
                                 set_session_cookie(*session_cookie_name({}), {}, call.request.secure, 0));
    co_return response;
}

}  // namespace

void add_legacy_auth(Router& router, app::App& app, LoginCounters& counters) {
    using Run = std::function<Task<net::HttpResponse>(HttpCall)>;
    const std::pair<const char*, Run> verbs[] = {
        {"/rest/auth/login/", [&app, &counters](HttpCall call) { return log_in(app, counters, std::move(call)); }},
        {"/rest/auth/check/", [&app](HttpCall call) { return check(app, std::move(call)); }},
        {"/rest/auth/logout/", [&app](HttpCall call) { return log_out(app, std::move(call)); }},
    };
    for (const auto& [path, run] : verbs) {
        HttpOperation operation;
        operation.method = boost::beast::http::verb::post;
        operation.path = path;
        operation.access = Access::anyone;  // Each finds out by itself who asks.
        operation.body = Body::json_or_form;
        operation.run = run;
        router.add(std::move(operation));
    }
}

}  // namespace foyer::gateway
