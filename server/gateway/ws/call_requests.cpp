#include "server/gateway/ws/call_requests.hpp"

#include "server/gateway/wire/call_to_wire.hpp"

namespace foyer::gateway {
namespace {

app::CallCaller caller_of(const FeedCaller& who) {
    return {.caller = who.caller, .connection = who.connection};
}

Answer call_answer(Result<ports::CallViewRef> view) {
    if (!view) co_return refuse(view.error());
    co_await after_its_events();
    v1::ServerFrame frame;
    to_wire(**view, *frame.mutable_call_answer()->mutable_call());
    co_return frame;
}

}  // namespace

Answer start_call(app::App& app, FeedCaller who, v1::StartCall request) {
    auto call =
        co_await app.start_call.run(caller_of(who), RoomId{request.room_id()}, std::move(*request.mutable_call_id()),
                                    std::move(*request.mutable_peer_id()));
    co_return co_await call_answer(std::move(call));
}

Answer join_call(app::App& app, FeedCaller who, v1::JoinCall request) {
    auto call =
        co_await app.join_call.run(caller_of(who), RoomId{request.room_id()}, std::move(*request.mutable_call_id()),
                                   std::move(*request.mutable_peer_id()));
    co_return co_await call_answer(std::move(call));
}

Answer reject_call(app::App& app, FeedCaller who, v1::RejectCall request) {
    auto result =
        co_await app.reject_call.run(caller_of(who), RoomId{request.room_id()}, std::move(*request.mutable_call_id()));
    co_await after_its_events();
    co_return done(result);
}

Answer leave_call(app::App& app, FeedCaller who, v1::LeaveCall request) {
    auto result =
        co_await app.leave_call.run(caller_of(who), RoomId{request.room_id()}, std::move(*request.mutable_call_id()),
                                    std::move(*request.mutable_peer_id()));
    co_await after_its_events();
    co_return done(result);
}

Answer merge_calls(app::App& app, FeedCaller who, v1::MergeCalls request) {
    auto call =
        co_await app.merge_calls.run(caller_of(who), RoomId{request.room_id()}, std::move(*request.mutable_call_id()),
                                     RoomId{request.into_room_id()}, std::move(*request.mutable_into_call_id()));
    co_return co_await call_answer(std::move(call));
}

Answer send_signal(app::App& app, FeedCaller who, v1::SendSignal request) {
    app::NewSignal wish{.room = RoomId{request.room_id()},
                        .call = std::move(*request.mutable_call_id()),
                        .from = std::move(*request.mutable_peer_id()),
                        .to = std::move(*request.mutable_to_peer_id()),
                        .signal = signal_from_wire(std::move(*request.mutable_signal()))};
    const auto result = co_await app.send_signal.run(caller_of(who), std::move(wish));
    co_return done(result);
}

Answer set_call_media(app::App& app, FeedCaller who, v1::SetCallMedia request) {
    const domain::CallMedia media{.audio = request.audio(), .video = request.video(), .screen = request.screen()};
    auto result = co_await app.set_call_media.run(caller_of(who), RoomId{request.room_id()},
                                                  std::move(*request.mutable_call_id()),
                                                  std::move(*request.mutable_peer_id()), media);
    co_await after_its_events();
    co_return done(result);
}

Result<v1::ServerFrame> get_ice_servers(app::App& app, FeedCaller who) {
    const auto servers = app.get_ice_servers.run(who.caller);
    if (!servers) return refuse(servers.error());
    v1::ServerFrame frame;
    to_wire(*servers, *frame.mutable_ice_servers());
    return frame;
}

}  // namespace foyer::gateway
