#pragma once

#include "server/app/caller.hpp"
#include "server/app/rooms/room_table.hpp"

namespace foyer::app {

/// Moves what the caller has seen forward, never back and never beyond the newest message (contract 2.4 setSeen). Any
/// I/O thread. Answers where it stands now and tells the caller's own connections. Errors: `not_found`,
/// `watching_only`, `room_ended`, `store_failed`.
class SetSeen {
public:
    explicit SetSeen(RoomTable& table) : table_(table) {}

    Task<Result<Seq>> run(Caller caller, RoomId room, Seq seq);

private:
    Task<Result<Seq>> see(Caller caller, RoomId room, Seq seq);

    RoomTable& table_;
};

}  // namespace foyer::app
