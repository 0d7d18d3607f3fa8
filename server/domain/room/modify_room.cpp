#include "server/domain/room/modify_room.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "server/domain/room/leave_room.hpp"
#include "server/domain/room/rights.hpp"
#include "server/domain/room/text_rules.hpp"

namespace foyer::domain {
namespace {

Result<void> convert(Room& room, const Directory& directory) {
    if (room.multi) return {};
    for (const auto& member : room.members) {
        const auto* const person = directory.find(member.id);
        if (person && person->kind == PersonKind::xmpp) return refuse(ErrorCode::room_not_extendable);
    }
    room.multi = true;
    std::erase_if(room.members, [](const Member& m) { return m.state == MemberState::left; });
    return {};
}

Result<void> check(const Room& room, const Person& by, const RoomModification& asked, const Directory& directory,
                   const RoomLimits& limits) {
    const auto check_right = [&](RoomOperation operation) -> Result<void> {
        if (auto stands = permit(operation, room, by, directory); !stands) return refuse(stands.error());
        return {};
    };
    const bool flags = asked.is_public || asked.archive;
    if (!asked.go_multi && !asked.name && !flags) {
        if (auto sees = check_right(RoomOperation::read); !sees) return sees;
        return refuse(ErrorCode::bad_request, "Nothing is asked to change.");
    }
    if (asked.go_multi) {
        if (auto may = check_right(RoomOperation::go_multi); !may) return may;
    }
    if (asked.name) {
        if (auto may = check_right(RoomOperation::rename); !may) return may;
    }
    if (flags) {
        if (auto may = check_right(RoomOperation::set_flags); !may) return may;
    }
    if (!room.multi && !asked.go_multi) return refuse(ErrorCode::not_a_multi_room);
    if (asked.name) return check_room_name(*asked.name, limits.name_characters);
    return {};
}

}  // namespace

Result<RoomChange> modify_room(const Room& room, const Person& by, const RoomModification& modification,
                               const Directory& directory, Instant now, const RoomLimits& limits) {
    if (auto allowed = check(room, by, modification, directory, limits); !allowed) return refuse(allowed.error());
    RoomChange change{.next = room, .messages = {}};
    auto& next = change.next;
    if (modification.go_multi) {
        if (auto converted = convert(next, directory); !converted) return refuse(converted.error());
    }
    if (modification.name && *modification.name != room.name) {
        next.name = *modification.name;
        change.messages.push_back(notice(fmt::format("{} renamed the room to “{}”.", by.name, next.name), now));
    }
    if (modification.is_public && *modification.is_public != room.is_public) {
        next.is_public = *modification.is_public;
        change.messages.push_back(
            notice(fmt::format("{} made the room {}.", by.name, next.is_public ? "public" : "private"), now));
    }
    if (modification.archive && *modification.archive != room.archive) {
        next.archive = *modification.archive;
        const auto* const sentence = next.archive ? "{} opened the room's history to those who join later."
                                                  : "{} closed the room's history to those who join later.";
        change.messages.push_back(notice(fmt::format(fmt::runtime(sentence), by.name), now));
    }
    if (!next.has_members() && !next.persistent()) next.ended = true;
    return change;
}

}  // namespace foyer::domain
