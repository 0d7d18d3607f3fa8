#include "server/app/rooms/modify_room.hpp"

#include "server/domain/room/modify_room.hpp"

namespace foyer::app {

Task<Result<void>> ModifyRoom::run(Caller caller, RoomId room, domain::RoomModification modification) {
    const auto decide = [modification = std::move(modification), now = table_.ports().clock.now(),
                         limits = table_.limits()](const LiveRoom& live, const domain::Person& by) {
        return domain::modify_room(live.room(), by, modification, live.directory(), now, limits);
    };
    co_return co_await table_.change(caller, room, decide);
}

}  // namespace foyer::app
