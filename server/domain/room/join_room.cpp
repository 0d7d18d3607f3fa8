#include "server/domain/room/join_room.hpp"

#include "server/domain/room/rights.hpp"

namespace foyer::domain {

Result<RoomChange> join_room(const Room& room, Seq newest, const Person& person, const Directory& directory,
                             const RoomLimits& limits) {
    if (auto stands = permit(RoomOperation::join, room, person, directory); !stands) return refuse(stands.error());
    RoomChange change{.next = room, .messages = {}};
    if (auto* const member = change.next.find(person.id)) {
        member->state = MemberState::joined;
        return change;
    }
    if (room.members.size() >= limits.members_max) return refuse(ErrorCode::limit_reached, "The room is full.");
    change.next.insert({.id = person.id,
                        .state = MemberState::joined,
                        .first_seq = room.archive ? Seq{1} : foyer::next(newest),
                        .added_by = {}});
    return change;
}

Result<RoomChange> take_up_room(const Room& room, const Person& person, const Directory& directory) {
    if (auto stands = permit(RoomOperation::take_up, room, person, directory); !stands) return refuse(stands.error());
    RoomChange change{.next = room, .messages = {}};
    change.next.find(person.id)->state = MemberState::joined;
    return change;
}

}  // namespace foyer::domain
