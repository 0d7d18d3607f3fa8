#include "server/gateway/http/server_operations.hpp"

#include <memory>

#include "lib/wire/codec.hpp"
#include "schema/http.pb.h"
#include "server/gateway/http/http_answer.hpp"

namespace foyer::gateway {

namespace {

using Facts = std::shared_ptr<const ServerFacts>;  // Shared by the operations that speak of them.

Task<net::HttpResponse> info(app::App& app, Facts facts) {
    v1::ServerInfo answer;
    answer.set_server_version(FOYER_VERSION);
    answer.set_epoch(facts->epoch);
    for (const auto& feature : facts->features) answer.add_features(feature);
    answer.set_needs_setup(app.set_up.needed());
    co_return json_answer(wire::encode_json(answer));
}

Task<net::HttpResponse> set_up(app::App& app, HttpCall call) {
    auto request = wire::decode_json<v1::SetupRequest>(call.request.body);
    if (!request) co_return error_answer(request.error());
    app::FirstAdministrator first{request->setup_token(), request->company_name(), request->username(), request->name(),
                                  request->password()};
    auto administrator = co_await app.set_up.run(std::move(first));
    if (!administrator) co_return error_answer(administrator.error());
    co_return json_answer("{}");
}

Task<net::HttpResponse> limits(std::string json) {
    co_return json_answer(std::move(json));
}

Task<net::HttpResponse> health() {
    co_return text_answer("ok\n");
}

Task<net::HttpResponse> readiness(Facts facts) {
    const bool ready = facts->is_ready();
    co_return text_answer(ready ? "ready\n" : "not ready\n", ready ? 200 : 503);
}

}  // namespace

void add_server_operations(Router& router, app::App& app, ServerFacts server_facts) {
    using boost::beast::http::verb;
    const auto facts = std::make_shared<const ServerFacts>(std::move(server_facts));
    router.add({verb::get, "/api/info", Access::anyone, [&app, facts](HttpCall) { return info(app, facts); }});
    router.add(
        {verb::post, "/api/setup", Access::anyone, [&app](HttpCall call) { return set_up(app, std::move(call)); }});
    add_limits(router, facts->limits_json);
    router.add({verb::get, "/healthz", Access::anyone, [](HttpCall) { return health(); }});
    router.add({verb::get, "/readyz", Access::anyone, [facts](HttpCall) { return readiness(facts); }});
}

void add_limits(Router& router, std::string limits_json) {
    router.add({boost::beast::http::verb::get, "/limits", Access::anyone,
                [json = std::move(limits_json)](HttpCall) { return limits(json); }});
}

}  // namespace foyer::gateway
