#pragma once
#include <memory>
#include <vector>

#include "server/app/caller.hpp"
#include "server/app/rooms/room_table.hpp"

namespace foyer::app {

/// A room as one reader has it.
struct RoomInfo {
    std::shared_ptr<const ports::RoomView> view;
    Seq newest;
    Seq seen;  ///< 0 for a room that is only watched.
    bool watched = false;
};

struct RoomListRequest {
    bool watched = false;     ///< Those he sees by api_chat alone, instead of those he is in.
    RoomId before;            ///< Rooms with a smaller id; 0: from the newest.
    std::uint32_t limit = 0;  ///< At least 1.
};

struct RoomPage {
    std::vector<RoomInfo> rooms;  ///< Newest first.
    bool more = false;
};

/// The caller's rooms, a page at a time; as far as a snapshot reaches (`snapshot_rooms`). That a supervisor looks at
/// those he watches is entered in the audit log. Any I/O thread.
/// Errors: `not_found` (no such caller any more), `store_failed`.
class ListRooms {
public:
    explicit ListRooms(RoomTable& table) : table_(table) {}

    Task<Result<RoomPage>> run(Caller caller, RoomListRequest request);

private:
    Task<Result<std::vector<ports::RoomEntry>>> entries(domain::Person self, DirectorySnapshot directory, bool watched);

    RoomTable& table_;
};

/// One room that the caller is in or watches, which is entered in the audit log. Any I/O thread. Errors: `not_found`,
/// `room_ended`, `store_failed`.
class ReadRoom {
public:
    explicit ReadRoom(RoomTable& table) : table_(table) {}

    Task<Result<RoomInfo>> run(Caller caller, RoomId room);

private:
    Task<Result<RoomInfo>> look(Caller caller, RoomId room);

    RoomTable& table_;
};

}  // namespace foyer::app
