#pragma once
#include "server/app/people/actor.hpp"
#include "server/app/rooms/room_table.hpp"

namespace foyer::app {

/// An administrator ends a room for everybody; its calls and files on their way end with it. Repeating it changes
/// nothing. Everybody has been told when it resumes. Any I/O thread.
/// Errors: `forbidden`, `not_found`, `conflict`, `store_failed`.
class CloseRoom {
public:
    CloseRoom(DirectoryCache& directory, RoomTable& table) : directory_(directory), table_(table) {}

    Task<Result<void>> run(Actor actor, RoomId room);

private:
    DirectoryCache& directory_;
    RoomTable& table_;
};

}  // namespace foyer::app
