#include "server/app/calls/leave_call.hpp"

namespace foyer::app {

Task<Result<void>> LeaveCall::run(CallCaller who, RoomId room, std::string call, std::string peer) {
    auto id = domain::parse_call_id(std::move(call));
    if (!id) co_return refuse(id.error());
    auto own = domain::parse_peer_id(std::move(peer));
    if (!own) co_return refuse(own.error());
    CallPlace place{.room = room, .call = std::move(*id)};
    co_return co_await calls_.on_strand(leave(who, std::move(place), std::move(*own)));
}

Task<Result<void>> LeaveCall::leave(CallCaller who, CallPlace place, domain::PeerId peer) {
    auto left = calls_.change(who, place, [&](const auto& call, const auto& actor, CallMoment moment) {
        return domain::leave_call(call, actor, peer, moment.now);
    });
    if (!left) co_return refuse(left.error());
    co_return Result<void>{};
}

}  // namespace foyer::app
