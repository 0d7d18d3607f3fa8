#include "server/app/calls/reject_call.hpp"

namespace foyer::app {

Task<Result<void>> RejectCall::run(CallCaller who, RoomId room, std::string call) {
    auto id = domain::parse_call_id(std::move(call));
    if (!id) co_return refuse(id.error());
    CallPlace place{.room = room, .call = std::move(*id)};
    co_return co_await calls_.on_strand(reject(who, std::move(place)));
}

Task<Result<void>> RejectCall::reject(CallCaller who, CallPlace place) {
    auto rejected = calls_.change(who, place, [](const auto& call, const auto& actor, CallMoment moment) {
        return domain::reject_call(call, actor, moment.now);
    });
    if (!rejected) co_return refuse(rejected.error());
    co_return Result<void>{};
}

}  // namespace foyer::app
