#pragma once

#include "server/app/caller.hpp"
#include "server/app/rooms/room_table.hpp"

namespace foyer::app {

/// The invited client has the room: the caller's state becomes `joined` (contract 2.3). Any I/O thread. Repeating it
/// has no effect. Errors: `not_found`, `watching_only`, `room_ended`, `conflict`, `store_failed`.
class TakeUpRoom {
public:
    explicit TakeUpRoom(RoomTable& table) : table_(table) {}

    Task<Result<void>> run(Caller caller, RoomId room);

private:
    RoomTable& table_;
};

}  // namespace foyer::app
