#include "server/domain/room/close_room.hpp"

#include "server/domain/room/leave_room.hpp"

namespace foyer::domain {

RoomChange close_room(const Room& room, Instant now) {
    RoomChange change{.next = room, .messages = {}};
    if (room.ended) return change;
    change.next.ended = true;
    // They stay in its list, like the last one of any room: so that each can be told that it has ended.
    for (auto& member : change.next.members) member.state = MemberState::left;
    change.messages.push_back(notice("An administrator closed the room.", now));
    return change;
}

}  // namespace foyer::domain
