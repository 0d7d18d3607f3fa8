#pragma once
#include "server/app/caller.hpp"
#include "server/app/rooms/room_table.hpp"
#include "server/domain/room/modify_room.hpp"

namespace foyer::app {

/// Renames a room, sets its flags, or converts it to a multi room: all that is asked or nothing (contract 2.4 modify).
/// Any I/O thread. Errors: `not_found`, `forbidden`, `watching_only`, `not_a_multi_room`, `room_not_extendable`,
/// `bad_name`, `room_ended`, `conflict`, `store_failed`.
class ModifyRoom {
public:
    explicit ModifyRoom(RoomTable& table) : table_(table) {}

    Task<Result<void>> run(Caller caller, RoomId room, domain::RoomModification modification);

private:
    RoomTable& table_;
};

}  // namespace foyer::app
