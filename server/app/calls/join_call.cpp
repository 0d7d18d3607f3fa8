#include "server/app/calls/join_call.hpp"

namespace foyer::app {

Task<Result<ports::CallViewRef>> JoinCall::run(CallCaller who, RoomId room, std::string call, std::string peer) {
    auto id = domain::parse_call_id(std::move(call));
    if (!id) co_return refuse(id.error());
    auto own = domain::parse_peer_id(std::move(peer));
    if (!own) co_return refuse(own.error());
    CallPlace place{.room = room, .call = std::move(*id)};
    co_return co_await calls_.on_strand(join(who, std::move(place), std::move(*own)));
}

Task<Result<ports::CallViewRef>> JoinCall::join(CallCaller who, CallPlace place, domain::PeerId peer) {
    co_return calls_.change(who, place, [&](const auto& call, const auto& actor, CallMoment moment) {
        return domain::join_call(call, actor, peer, moment.others, moment.now, calls_.settings().limits);
    });
}

}  // namespace foyer::app
