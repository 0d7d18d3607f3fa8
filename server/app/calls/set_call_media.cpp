#include "server/app/calls/set_call_media.hpp"

namespace foyer::app {

Task<Result<void>> SetCallMedia::run(CallCaller who, RoomId room, std::string call, std::string peer,
                                     domain::CallMedia media) {
    auto id = domain::parse_call_id(std::move(call));
    if (!id) co_return refuse(id.error());
    auto own = domain::parse_peer_id(std::move(peer));
    if (!own) co_return refuse(own.error());
    CallPlace place{.room = room, .call = std::move(*id)};
    co_return co_await calls_.on_strand(set(who, std::move(place), std::move(*own), media));
}

Task<Result<void>> SetCallMedia::set(CallCaller who, CallPlace place, domain::PeerId peer, domain::CallMedia media) {
    auto told = calls_.change(who, place, [&](const auto& call, const auto& actor, CallMoment) {
        return domain::set_call_media(call, actor, peer, media);
    });
    if (!told) co_return refuse(told.error());
    co_return Result<void>{};
}

}  // namespace foyer::app
