#include "server/domain/room/create_room.hpp"

#include <algorithm>

#include "server/domain/room/rights.hpp"
#include "server/domain/room/text_rules.hpp"

namespace foyer::domain {
namespace {

Room empty_room(const Person& creator, Instant now) {
    Room room;
    room.owner = creator.id;
    room.company = creator.company;
    room.created = now;
    return room;
}

Member taking_part(ContactId person) {
    return {.id = person, .state = MemberState::joined, .first_seq = Seq{1}, .added_by = {}};
}

Member invited(ContactId person, ContactId by) {
    return {.id = person, .state = MemberState::invited, .first_seq = Seq{1}, .added_by = by};
}

Result<void> check(const Person& creator, const RoomPlan& plan, const RoomLimits& limits) {
    if (auto allowed = permit_creation(creator); !allowed) return allowed;
    if (!plan.name.empty()) {
        if (auto fits = check_room_name(plan.name, limits.name_characters); !fits) return fits;
    }
    if (plan.invitees.size() + 1 > limits.members_max) {
        return refuse(ErrorCode::limit_reached, "The room would have too many members.");
    }
    for (const auto& invitee : plan.invitees) {
        if (invitee.person.kind == PersonKind::xmpp) return refuse(ErrorCode::room_not_extendable);
        if (auto allowed = may_bring(creator, invitee); !allowed) return allowed;
    }
    return {};
}

}  // namespace

Result<Room> open_chat(const Person& creator, const Invitee& other, Instant now) {
    if (auto allowed = permit_creation(creator); !allowed) return refuse(allowed.error());
    if (other.person.id == creator.id) return refuse(ErrorCode::bad_request, "A chat needs somebody else.");
    if (auto allowed = may_talk_to(other); !allowed) return refuse(allowed.error());
    auto room = empty_room(creator, now);
    room.insert(taking_part(creator.id));
    room.insert(invited(other.person.id, creator.id));
    return room;
}

Result<Room> create_room(const Person& creator, const RoomPlan& plan, Instant now, const RoomLimits& limits) {
    if (auto fits = check(creator, plan, limits); !fits) return refuse(fits.error());
    auto room = empty_room(creator, now);
    room.multi = true;
    room.name = plan.name;
    room.is_public = plan.is_public;
    room.archive = plan.archive;
    const bool takes_part = plan.creator_takes_part || !creator.is_supervisor();
    if (takes_part) room.members.push_back(taking_part(creator.id));
    for (const auto& invitee : plan.invitees) room.members.push_back(invited(invitee.person.id, creator.id));
    std::ranges::sort(room.members, {}, &Member::id);
    if (room.members.empty() && !room.persistent()) {
        return refuse(ErrorCode::bad_request, "A room without anybody in it must be public or have an archive.");
    }
    return room;
}

bool is_one_to_one(const RoomPlan& plan) {
    return plan.creator_takes_part && !plan.is_public && !plan.archive && plan.name.empty() &&
           plan.invitees.size() == 1 && plan.invitees.front().person.kind != PersonKind::guest;
}

Room open_again(Room room, ContactId by) {
    for (auto& member : room.members) {
        if (member.id == by) {
            member.state = MemberState::joined;
        } else if (member.state == MemberState::left) {
            member.state = MemberState::invited;
        }
    }
    return room;
}

}  // namespace foyer::domain
