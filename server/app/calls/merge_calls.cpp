#include "server/app/calls/merge_calls.hpp"

namespace foyer::app {

Task<Result<ports::CallViewRef>> MergeCalls::run(CallCaller who, RoomId room, std::string call, RoomId into_room,
                                                 std::string into_call) {
    auto first = domain::parse_call_id(std::move(call));
    if (!first) co_return refuse(first.error());
    auto into = domain::parse_call_id(std::move(into_call));
    if (!into) co_return refuse(into.error());
    CallPlace goes{.room = room, .call = std::move(*first)};
    CallPlace stays{.room = into_room, .call = std::move(*into)};
    co_return co_await calls_.on_strand(merge(who, std::move(goes), std::move(stays)));
}

Task<Result<ports::CallViewRef>> MergeCalls::merge(CallCaller who, CallPlace first, CallPlace into) {
    co_return calls_.merge(who, first, into);
}

}  // namespace foyer::app
