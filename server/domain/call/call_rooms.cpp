#include "server/domain/call/call_rooms.hpp"

#include <algorithm>

#include "server/domain/room/rights.hpp"

namespace foyer::domain {
namespace {

bool can_take_part(const Room& room, ContactId id, const Directory& directory) {
    const auto* const person = directory.find(id);
    return person && person->kind != PersonKind::xmpp && permit(RoomOperation::take_part, room, *person, directory);
}

}  // namespace

std::vector<ContactId> call_members(const Room& room, const Directory& directory) {
    std::vector<ContactId> members;
    members.reserve(room.members.size());
    for (const auto& member : room.members) {
        if (can_take_part(room, member.id, directory)) members.push_back(member.id);
    }
    return members;
}

CallChange follow_members(Call call, const CallRooms& rooms, const Directory& directory, Instant now,
                          const CallLimits& limits) {
    std::erase_if(call.rooms, [&](RoomId id) {
        return std::ranges::none_of(rooms, [id](const Room* room) { return room->id == id && !room->ended; });
    });
    const auto may_be_in_it = [&](ContactId id) {
        return std::ranges::any_of(rooms, [&](const Room* room) { return can_take_part(*room, id, directory); });
    };
    std::erase_if(call.parties, [&](const CallParty& party) { return !may_be_in_it(party.id); });
    std::erase_if(call.peers, [&](const CallPeer& peer) { return !may_be_in_it(peer.person); });
    for (const auto* const room : rooms) {
        for (const auto id : call_members(*room, directory)) {
            if (call.party(id) || call.parties.size() >= limits.members_max) continue;
            auto& party = call.make_party(id);
            party.state = CallPartyState::offered;
            party.rings_until = now + limits.offer_timeout;
            call.was_offered = true;
        }
    }
    return settled(std::move(call), now);
}

Call seen_from(Call call, const CallRooms& rooms, const Directory& directory) {
    std::erase_if(call.parties, [&](const CallParty& party) {
        const auto shares = [&](const Room* room) { return can_take_part(*room, party.id, directory); };
        return !call.has(party.id) && std::ranges::none_of(rooms, shares);
    });
    return call;
}

}  // namespace foyer::domain
