#include "server/gateway/http/guest_operations.hpp"

#include "lib/wire/codec.hpp"
#include "schema/http.pb.h"
#include "server/gateway/http/credentials.hpp"
#include "server/gateway/http/http_answer.hpp"
#include "server/gateway/http/http_log.hpp"
#include "server/gateway/wire/self_to_wire.hpp"

namespace foyer::gateway {

namespace {

/// Whoever is logged in already, if anybody is.
Task<std::optional<app::Caller>> caller_of(app::App& app, const HttpCall& call) {
    auto token = session_token(call.request, call.origin, true);
    if (token.empty()) co_return std::nullopt;
    auto caller = co_await app.authenticate.run(std::move(token));
    co_return caller ? std::optional(*caller) : std::nullopt;
}

net::HttpResponse refused(GuestCounters& counters, const Error& error, const std::string& address) {
    ++counters.refused;
    http_log().info("link refused: {} from={}", name_of(error.code), address);
    return error_answer(error);
}

Task<net::HttpResponse> look(app::App& app, GuestCounters& counters, HttpCall call) {
    auto request = wire::decode_json<v1::LookRequest>(call.request.body);
    if (!request) co_return error_answer(request.error());
    auto caller = co_await caller_of(app, call);
    auto face = co_await app.look_at_link.run(request->token(), caller, call.request.remote_address);
    if (!face) co_return refused(counters, face.error(), call.request.remote_address);
    v1::InvitationFace answer;
    answer.set_name(face->name);
    answer.set_inviter_name(face->inviter_name);
    answer.set_company_name(face->company_name);
    answer.set_room_name(face->room_name);
    answer.set_needs_pin(face->needs_pin);
    answer.set_valid_from_ms(static_cast<double>(face->valid_from.time_since_epoch().count()));
    answer.set_logged_in(face->logged_in);
    answer.set_room_id(face->room.value());
    co_return json_answer(wire::encode_json(answer));
}

Task<net::HttpResponse> redeem(app::App& app, GuestCounters& counters, HttpCall call) {
    auto request = wire::decode_json<v1::RedeemRequest>(call.request.body);
    if (!request) co_return error_answer(request.error());
    const auto cookie_name = session_cookie_name(request->subid());
    if (!cookie_name)
        co_return error_answer(Error{ErrorCode::bad_request, "The sub-ID holds other than letters, digits, - and _."});
    app::Redemption redemption;
    redemption.token = request->token();
    redemption.pin = request->pin();
    redemption.subid = request->subid();
    redemption.remote_address = call.request.remote_address;
    auto logged_in = co_await app.redeem_link.run(std::move(redemption));
    if (!logged_in) co_return refused(counters, logged_in.error(), call.request.remote_address);
    ++counters.redeemed;
    http_log().info("guest came in: contact={} session={} from={}", logged_in->caller.person.value(),
                    logged_in->caller.session.value(), call.request.remote_address);

    v1::SessionAnswer answer;
    if (!self_to_wire(*app.directory.current(), logged_in->caller, *answer.mutable_self())) {
        co_return error_answer(Error{ErrorCode::link_invalid});
    }
    if (request->bearer()) answer.set_token(logged_in->session_token);
    auto response = json_answer(wire::encode_json(answer));
    if (!request->bearer()) {
        add_session_cookie(response, *cookie_name, logged_in->session_token, call.request.secure,
                           logged_in->expires - app.world.clock.now());
    }
    co_return response;
}

}  // namespace

void add_guest_operations(Router& router, app::App& app, GuestCounters& counters) {
    using boost::beast::http::verb;
    router.add({verb::post, "/api/guest/look", Access::anyone,
                [&app, &counters](HttpCall call) { return look(app, counters, std::move(call)); }});
    router.add({verb::post, "/api/guest/redeem", Access::anyone,
                [&app, &counters](HttpCall call) { return redeem(app, counters, std::move(call)); }});
}

}  // namespace foyer::gateway
