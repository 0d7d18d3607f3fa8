#include "server/app/rooms/join_room.hpp"

#include "server/domain/room/join_room.hpp"

namespace foyer::app {

Task<Result<void>> JoinRoom::run(Caller caller, RoomId room) {
    const auto decide = [limits = table_.limits()](const LiveRoom& live, const domain::Person& person) {
        return domain::join_room(live.room(), live.newest(), person, live.directory(), limits);
    };
    co_return co_await table_.change(caller, room, decide);
}

}  // namespace foyer::app
