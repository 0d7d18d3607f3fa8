#include "server/app/calls/start_call.hpp"

namespace foyer::app {

Task<Result<ports::CallViewRef>> StartCall::run(CallCaller who, RoomId room, std::string call, std::string peer) {
    auto id = domain::parse_call_id(std::move(call));
    if (!id) co_return refuse(id.error());
    auto first = domain::parse_peer_id(std::move(peer));
    if (!first) co_return refuse(first.error());
    domain::NewCall wish{.id = std::move(*id), .peer = std::move(*first), .connection = who.connection};
    co_return co_await rooms_.on_strand(room, hold_room(who, room, std::move(wish)));
}

Task<Result<ports::CallViewRef>> StartCall::hold_room(CallCaller who, RoomId room, domain::NewCall wish) {
    auto entered = co_await rooms_.enter(room);
    if (!entered) co_return refuse(entered.error());
    auto view = entered->room->view();
    co_return co_await calls_.on_strand(begin(who, std::move(view), std::move(wish)));
}

Task<Result<ports::CallViewRef>> StartCall::begin(CallCaller who, std::shared_ptr<const ports::RoomView> view,
                                                  domain::NewCall wish) {
    co_return calls_.start(who, std::move(view), std::move(wish));
}

}  // namespace foyer::app
