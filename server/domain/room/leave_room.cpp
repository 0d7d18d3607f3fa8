#include "server/domain/room/leave_room.hpp"

#include <fmt/format.h>

#include "server/domain/room/rights.hpp"

namespace foyer::domain {
namespace {

/// Whoever is the last of a room that ends stays in its list, so that he can be told that it has ended.
void take_out(Room& room, ContactId person) {
    room.find(person)->state = MemberState::left;
    const bool ends = !room.has_members() && !room.persistent();
    if (ends) {
        room.ended = true;
    } else if (room.multi) {
        std::erase_if(room.members, [&](const Member& m) { return m.id == person; });
    }
}

}  // namespace

Draft notice(std::string text, Instant now) {
    return {.author = {}, .author_name = "SYSTEM", .text = std::move(text), .time = now, .idempotency_key = {}};
}

Result<RoomChange> leave_room(const Room& room, const Person& person, const Directory& directory) {
    if (auto stands = permit(RoomOperation::leave, room, person, directory); !stands) return refuse(stands.error());
    RoomChange change{.next = room, .messages = {}};
    take_out(change.next, person.id);
    return change;
}

Result<RoomChange> remove_member(const Room& room, const Person& by, ContactId member, const Directory& directory,
                                 Instant now) {
    if (auto stands = permit(RoomOperation::remove, room, by, directory); !stands) return refuse(stands.error());
    if (!room.has_member(member)) return refuse(ErrorCode::not_found, "This person is not in the room.");
    RoomChange change{.next = room, .messages = {}};
    take_out(change.next, member);
    if (!change.next.ended) {
        const auto* const removed = directory.find(member);
        change.messages.push_back(
            notice(fmt::format("{} removed {} from the room.", by.name, removed ? removed->name : "somebody"), now));
    }
    return change;
}

}  // namespace foyer::domain
