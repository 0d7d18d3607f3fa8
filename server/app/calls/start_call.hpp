#pragma once
#include <string>

#include "server/app/calls/call_table.hpp"
#include "server/app/rooms/room_table.hpp"

namespace foyer::app {

/// Begins a call in a room and offers it to all other members (contract 5). Any I/O thread; holds the room's turn while
/// the call is entered into the table. Said again with the same ids by the same person it has no effect.
/// Errors: `not_found`, `watching_only`, `room_ended`, `bad_request` (ids), `already_exists`, `limit_reached`,
/// `store_failed`.
class StartCall {
public:
    StartCall(RoomTable& rooms, CallTable& calls) : rooms_(rooms), calls_(calls) {}

    Task<Result<ports::CallViewRef>> run(CallCaller who, RoomId room, std::string call, std::string peer);

private:
    Task<Result<ports::CallViewRef>> hold_room(CallCaller who, RoomId room, domain::NewCall wish);
    Task<Result<ports::CallViewRef>> begin(CallCaller who, std::shared_ptr<const ports::RoomView> view,
                                           domain::NewCall wish);

    RoomTable& rooms_;
    CallTable& calls_;
};

}  // namespace foyer::app
