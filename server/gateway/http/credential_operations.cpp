#include "server/gateway/http/credential_operations.hpp"

#include "lib/wire/codec.hpp"
#include "schema/http.pb.h"
#include "server/gateway/http/http_answer.hpp"

namespace foyer::gateway {

namespace {

Task<net::HttpResponse> change_password(app::App& app, HttpCall call) {
    auto request = wire::decode_json<v1::ChangePassword>(call.request.body);
    if (!request) co_return error_answer(request.error());
    auto changed = co_await app.set_password.own(call.caller, std::move(*request->mutable_present()),
                                                 std::move(*request->mutable_password()));
    co_return changed ? json_answer("{}") : error_answer(changed.error());
}

Task<net::HttpResponse> show(app::App& app, HttpCall call) {
    const auto state = co_await app.show_second_factor.run(call.caller);
    if (!state) co_return error_answer(state.error());
    v1::SecondFactorState answer;
    answer.set_on(state->on);
    answer.set_recovery_codes_left(state->recovery_codes_left);
    co_return json_answer(wire::encode_json(answer));
}

Task<net::HttpResponse> start(app::App& app, HttpCall call) {
    auto request = wire::decode_json<v1::PasswordProof>(call.request.body);
    if (!request) co_return error_answer(request.error());
    const auto secret = co_await app.start_second_factor.run(call.caller, std::move(*request->mutable_password()));
    if (!secret) co_return error_answer(secret.error());
    v1::SecondFactorSecret answer;
    answer.set_letters(secret->letters);
    answer.set_uri(secret->uri);
    co_return json_answer(wire::encode_json(answer));
}

Task<net::HttpResponse> confirm(app::App& app, HttpCall call) {
    auto request = wire::decode_json<v1::CodeProof>(call.request.body);
    if (!request) co_return error_answer(request.error());
    const auto codes = co_await app.confirm_second_factor.run(call.caller, std::move(*request->mutable_code()));
    if (!codes) co_return error_answer(codes.error());
    v1::RecoveryCodes answer;
    for (const auto& code : *codes) answer.add_codes(code);
    co_return json_answer(wire::encode_json(answer));
}

Task<net::HttpResponse> stop(app::App& app, HttpCall call) {
    auto request = wire::decode_json<v1::PasswordProof>(call.request.body);
    if (!request) co_return error_answer(request.error());
    const auto stopped = co_await app.stop_second_factor.own(call.caller, std::move(*request->mutable_password()));
    co_return stopped ? json_answer("{}") : error_answer(stopped.error());
}

}  // namespace

void add_credential_operations(Router& router, app::App& app) {
    using boost::beast::http::verb;
    const auto add = [&](verb method, const char* path, Task<net::HttpResponse> (*operation)(app::App&, HttpCall)) {
        router.add({method, path, Access::logged_in,
                    [&app, operation](HttpCall call) { return operation(app, std::move(call)); }});
    };
    add(verb::post, "/api/password", change_password);
    add(verb::get, "/api/second-factor", show);
    add(verb::post, "/api/second-factor/start", start);
    add(verb::post, "/api/second-factor/confirm", confirm);
    add(verb::post, "/api/second-factor/stop", stop);
}

}  // namespace foyer::gateway
