#pragma once

#include "server/app/caller.hpp"
#include "server/app/rooms/room_table.hpp"

namespace foyer::app {

/// A supervisor removes a member of a multi room (contract 2.4 remove). Any I/O thread.
/// Errors: `not_found`, `forbidden`, `not_a_multi_room`, `room_ended`, `conflict`, `store_failed`.
class RemoveMember {
public:
    explicit RemoveMember(RoomTable& table) : table_(table) {}

    Task<Result<void>> run(Caller caller, RoomId room, ContactId member);

private:
    RoomTable& table_;
};

}  // namespace foyer::app
