#include "server/domain/room/add_members.hpp"

#include <algorithm>

#include "server/domain/room/rights.hpp"

namespace foyer::domain {
namespace {

bool holds_xmpp(const Room& room, const Directory& directory) {
    return std::ranges::any_of(room.members, [&](const Member& member) {
        const auto* const person = directory.find(member.id);
        return person && person->kind == PersonKind::xmpp;
    });
}

Result<void> check(const Room& room, Standing stands, const Person& by, const Invitee& invitee) {
    if (invitee.person.id == by.id) {
        if (stands == Standing::watching)
            return refuse(ErrorCode::forbidden, "You cannot add yourself to a room you only watch.");
        return {};
    }
    if (room.has_member(invitee.person.id)) return {};
    if (invitee.person.kind == PersonKind::xmpp && room.find(invitee.person.id) == nullptr) {
        return refuse(ErrorCode::room_not_extendable);
    }
    return may_bring(by, invitee);
}

/// A multi room keeps nobody who left.
void convert(Room& room) {
    room.multi = true;
    std::erase_if(room.members, [](const Member& m) { return m.state == MemberState::left; });
}

}  // namespace

Result<RoomChange> add_members(const Room& room, Seq newest, const Person& by, const std::vector<Invitee>& invitees,
                               const Directory& directory, const RoomLimits& limits) {
    const auto stands = permit(RoomOperation::add, room, by, directory);
    if (!stands) return refuse(stands.error());
    if (invitees.empty()) return refuse(ErrorCode::bad_request, "Nobody was named.");

    std::vector<ContactId> newcomers;
    for (const auto& invitee : invitees) {
        if (auto allowed = check(room, *stands, by, invitee); !allowed) return refuse(allowed.error());
        if (!room.has_member(invitee.person.id)) newcomers.push_back(invitee.person.id);
    }
    RoomChange change{.next = room, .messages = {}};
    auto& next = change.next;
    const bool third_party = std::ranges::any_of(newcomers, [&](ContactId id) { return room.find(id) == nullptr; });
    if (third_party && !room.multi) {
        if (holds_xmpp(room, directory)) return refuse(ErrorCode::room_not_extendable);
        for (const auto id : newcomers) {
            if (auto* const absent = next.find(id)) absent->state = MemberState::invited;
        }
        convert(next);
    }
    for (const auto id : newcomers) {
        if (auto* const known = next.find(id)) {
            known->state = MemberState::invited;
        } else {
            next.insert({.id = id,
                         .state = MemberState::invited,
                         .first_seq = room.archive ? Seq{1} : foyer::next(newest),
                         .added_by = by.id});
        }
    }
    if (next.members.size() > limits.members_max) {
        return refuse(ErrorCode::limit_reached, "The room would have too many members.");
    }
    return change;
}

}  // namespace foyer::domain
