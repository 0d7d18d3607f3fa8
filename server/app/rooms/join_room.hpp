#pragma once

#include "server/app/caller.hpp"
#include "server/app/rooms/room_table.hpp"

namespace foyer::app {

/// The caller enters a public room of his company (contract 2.2). Any I/O thread. Repeating it has no effect.
/// Errors: `not_found`, `watching_only`, `room_ended`, `limit_reached`, `conflict`, `store_failed`.
class JoinRoom {
public:
    explicit JoinRoom(RoomTable& table) : table_(table) {}

    Task<Result<void>> run(Caller caller, RoomId room);

private:
    RoomTable& table_;
};

}  // namespace foyer::app
