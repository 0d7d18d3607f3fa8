#include "server/app/rooms/leave_room.hpp"

#include "server/domain/room/leave_room.hpp"

namespace foyer::app {

Task<Result<void>> LeaveRoom::run(Caller caller, RoomId room) {
    const auto decide = [](const LiveRoom& live, const domain::Person& person) {
        return domain::leave_room(live.room(), person, live.directory());
    };
    co_return co_await table_.change(caller, room, decide);
}

}  // namespace foyer::app
