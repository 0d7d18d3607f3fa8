#include "server/app/rooms/take_up_room.hpp"

#include "server/domain/room/join_room.hpp"

namespace foyer::app {

Task<Result<void>> TakeUpRoom::run(Caller caller, RoomId room) {
    const auto decide = [](const LiveRoom& live, const domain::Person& person) {
        return domain::take_up_room(live.room(), person, live.directory());
    };
    co_return co_await table_.change(caller, room, decide);
}

}  // namespace foyer::app
