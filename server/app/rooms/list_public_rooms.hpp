#pragma once
#include <string>
#include <vector>

#include "server/app/caller.hpp"
#include "server/app/rooms/room_table.hpp"

namespace foyer::app {

struct PublicRoom {
    RoomId id;
    std::string name;
    std::uint32_t member_count = 0;
    bool archive = false;
};

struct PublicRoomPage {
    std::vector<PublicRoom> rooms;
    bool more = false;
};

/// The public rooms of the caller's company, by id, a page at a time (contract 2.2). Any I/O thread.
/// Errors: `forbidden` (guests), `store_failed`.
class ListPublicRooms {
public:
    explicit ListPublicRooms(RoomTable& table) : table_(table) {}

    Task<Result<PublicRoomPage>> run(Caller caller, RoomId after);

private:
    RoomTable& table_;
};

}  // namespace foyer::app
