#include "server/domain/call/call.hpp"

#include <algorithm>

namespace foyer::domain {
namespace {

bool has_two_people(const Call& call) {
    return std::ranges::any_of(call.peers, [&](const CallPeer& one) { return one.person != call.peers[0].person; });
}

bool has_party(const Call& call, CallPartyState state) {
    return std::ranges::any_of(call.parties, [state](const CallParty& one) { return one.state == state; });
}

std::optional<CallEndReason> end_of(const Call& call) {
    if (call.rooms.empty()) return CallEndReason::not_member;
    if (call.peers.empty()) return CallEndReason::hung_up;
    if (call.is_connected() || !call.was_offered || call.rings()) return std::nullopt;
    return has_party(call, CallPartyState::rejected) ? CallEndReason::refused : CallEndReason::unanswered;
}

}  // namespace

bool Call::is_in(RoomId room) const {
    return std::ranges::find(rooms, room) != rooms.end();
}

const CallParty* Call::party(ContactId person) const {
    return const_cast<Call*>(this)->party(person);
}

CallParty* Call::party(ContactId person) {
    const auto at = std::ranges::lower_bound(parties, person, {}, &CallParty::id);
    return at == parties.end() || at->id != person ? nullptr : &*at;
}

CallParty& Call::make_party(ContactId person) {
    const auto at = std::ranges::lower_bound(parties, person, {}, &CallParty::id);
    if (at != parties.end() && at->id == person) return *at;
    return *parties.insert(at, CallParty{.id = person, .state = CallPartyState::left, .rings_until = {}});
}

const CallPeer* Call::peer(const PeerId& id_) const {
    return const_cast<Call*>(this)->peer(id_);
}

CallPeer* Call::peer(const PeerId& id_) {
    const auto at = std::ranges::find(peers, id_, &CallPeer::id);
    return at == peers.end() ? nullptr : &*at;
}

bool Call::has(ContactId person) const {
    return std::ranges::find(peers, person, &CallPeer::person) != peers.end();
}

bool Call::rings() const {
    return has_party(*this, CallPartyState::offered);
}

std::optional<Instant> Call::due() const {
    std::optional<Instant> soonest;
    const auto at = [&](Instant when) { soonest = soonest ? std::min(*soonest, when) : when; };
    for (const auto& one : parties) {
        if (one.state == CallPartyState::offered) at(one.rings_until);
    }
    for (const auto& one : peers) {
        if (one.lost_until) at(*one.lost_until);
    }
    return soonest;
}

CallChange settled(Call next, Instant now) {
    if (!next.is_connected() && has_two_people(next)) next.connected = now;
    const auto end = end_of(next);
    return {.next = std::move(next), .end = end};
}

}  // namespace foyer::domain
