#include "server/app/rooms/remove_member.hpp"

#include "server/domain/room/leave_room.hpp"

namespace foyer::app {

Task<Result<void>> RemoveMember::run(Caller caller, RoomId room, ContactId member) {
    const auto decide = [member, now = table_.ports().clock.now()](const LiveRoom& live, const domain::Person& by) {
        return domain::remove_member(live.room(), by, member, live.directory(), now);
    };
    co_return co_await table_.change(caller, room, decide);
}

}  // namespace foyer::app
