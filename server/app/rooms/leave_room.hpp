#pragma once

#include "server/app/caller.hpp"
#include "server/app/rooms/room_table.hpp"

namespace foyer::app {

/// The caller leaves; others stay (contract 2.4 leave). Any I/O thread.
/// Errors: `not_found`, `watching_only`, `room_ended`, `conflict`, `store_failed`.
class LeaveRoom {
public:
    explicit LeaveRoom(RoomTable& table) : table_(table) {}

    Task<Result<void>> run(Caller caller, RoomId room);

private:
    RoomTable& table_;
};

}  // namespace foyer::app
