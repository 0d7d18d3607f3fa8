#pragma once
#include <string>

#include "server/app/rooms/room_table.hpp"

namespace foyer::app {

/// Puts a message by the server itself into a room: stored, numbered and told like every other one. Any I/O thread.
/// Errors: `not_found`, `room_ended`, `conflict`, `store_failed`.
class PostNotice {
public:
    explicit PostNotice(RoomTable& table) : table_(table) {}

    Task<Result<void>> run(RoomId room, std::string text);

private:
    Task<Result<void>> post(RoomId room, std::string text);

    RoomTable& table_;
};

}  // namespace foyer::app
