#include "server/domain/room/room.hpp"

#include <algorithm>
#include <cassert>

namespace foyer::domain {

Member* Room::find(ContactId person) {
    const auto at = std::ranges::lower_bound(members, person, {}, &Member::id);
    return at == members.end() || at->id != person ? nullptr : &*at;
}

const Member* Room::find(ContactId person) const {
    return const_cast<Room*>(this)->find(person);
}

bool Room::has_member(ContactId person) const {
    const auto* const member = find(person);
    return member && member->state != MemberState::left;
}

bool Room::has_members() const {
    return std::ranges::any_of(members, [](const Member& m) { return m.state != MemberState::left; });
}

void Room::insert(Member member) {
    const auto at = std::ranges::lower_bound(members, member.id, {}, &Member::id);
    assert(at == members.end() || at->id != member.id);
    members.insert(at, member);
}

ContactId Room::other_party(ContactId person) const {
    if (multi) return {};
    const auto other = std::ranges::find_if(members, [&](const Member& m) { return m.id != person; });
    return other == members.end() ? ContactId{} : other->id;
}

}  // namespace foyer::domain
