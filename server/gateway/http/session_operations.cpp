#include "server/gateway/http/session_operations.hpp"

#include "lib/wire/codec.hpp"
#include "schema/http.pb.h"
#include "server/gateway/http/credentials.hpp"
#include "server/gateway/http/http_answer.hpp"
#include "server/gateway/http/http_log.hpp"
#include "server/gateway/wire/self_to_wire.hpp"

namespace foyer::gateway {

namespace {

Task<net::HttpResponse> log_in(app::App& app, LoginCounters& counters, HttpCall call) {
    auto request = wire::decode_json<v1::LoginRequest>(call.request.body);
    if (!request) co_return error_answer(request.error());
    const auto cookie_name = session_cookie_name(request->subid());
    if (!cookie_name)
        co_return error_answer(Error{ErrorCode::bad_request, "The sub-ID holds other than letters, digits, - and _."});
    app::Login login;
    login.uname = request->username();
    login.password = request->password();
    login.code = request->code();
    login.login_token = request->login_token();
    login.subid = request->subid();
    login.remember = request->remember();
    login.remote_address = call.request.remote_address;
    auto logged_in = co_await app.log_in.run(std::move(login));
    if (!logged_in) {
        ++counters.refused;
        http_log().info("login refused: {} from={}", name_of(logged_in.error().code), call.request.remote_address);
        co_return error_answer(logged_in.error());
    }
    ++counters.opened;
    http_log().info("logged in: contact={} session={} from={}", logged_in->caller.person.value(),
                    logged_in->caller.session.value(), call.request.remote_address);

    v1::SessionAnswer answer;
    if (!self_to_wire(*app.directory.current(), logged_in->caller, *answer.mutable_self())) {
        co_return error_answer(Error{ErrorCode::not_logged_in});
    }
    if (logged_in->login_token) answer.set_login_token(*logged_in->login_token);
    if (request->bearer()) answer.set_token(logged_in->session_token);
    auto response = json_answer(wire::encode_json(answer));
    if (!request->bearer()) {
        add_session_cookie(response, *cookie_name, logged_in->session_token, call.request.secure,
                           logged_in->expires - app.world.clock.now());
    }
    co_return response;
}

Task<net::HttpResponse> who_am_i(app::App& app, HttpCall call) {
    v1::SessionAnswer answer;
    if (!self_to_wire(*app.directory.current(), call.caller, *answer.mutable_self())) {
        co_return error_answer(Error{ErrorCode::not_logged_in});
    }
    co_return json_answer(wire::encode_json(answer));
}

/// Also for somebody who is not logged in any more: the cookie goes in any case.
Task<net::HttpResponse> log_out(app::App& app, HttpCall call) {
    auto token = session_token(call.request, call.origin, true);
    if (!token.empty()) {
        auto caller = co_await app.authenticate.run(std::move(token));
        if (caller) {
            auto ended = co_await app.log_out.run(*caller);
            if (!ended) co_return error_answer(ended.error());
        } else if (caller.error().code != ErrorCode::not_logged_in) {
            co_return error_answer(caller.error());
        }
    }
    auto response = json_answer("{}");
    if (const auto name = session_cookie_name(query_value(call.request.query, "subid"))) {
        response.fields.emplace_back("Set-Cookie", set_session_cookie(*name, {}, call.request.secure, 0));
    }
    co_return response;
}

}  // namespace

void add_session_operations(Router& router, app::App& app, LoginCounters& counters) {
    using boost::beast::http::verb;
    const std::string path = "/api/session";
    router.add({verb::post, path, Access::anyone,
                [&app, &counters](HttpCall call) { return log_in(app, counters, std::move(call)); }});
    router.add({verb::get, path, Access::logged_in, [&app](HttpCall call) { return who_am_i(app, std::move(call)); }});
    router.add({verb::delete_, path, Access::anyone, [&app](HttpCall call) { return log_out(app, std::move(call)); }});
}

}  // namespace foyer::gateway
