#include "server/domain/call/merge_calls.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "server/domain/room/rights.hpp"

namespace foyer::domain {
namespace {

bool is_part_of(const Call& call, ContactId person) {
    const auto* const party = call.party(person);
    return party && (party->state == CallPartyState::joined || party->state == CallPartyState::offered);
}

Result<void> bring_peers(const Call& first, Call& into) {
    for (const auto& peer : first.peers) {
        const auto is_its_client = [&](const CallPeer& other) {
            return other.person == peer.person &&
                   (other.id == peer.id || (peer.connection != ConnectionId{} && other.connection == peer.connection));
        };
        if (std::ranges::any_of(into.peers, is_its_client)) continue;
        if (into.peer(peer.id)) return refuse(ErrorCode::bad_request, "Peers of the two calls have the same id.");
        into.peers.push_back(peer);
    }
    return {};
}

void bring_parties(const Call& first, Call& into) {
    for (const auto& party : first.parties) {
        const auto* const known = into.party(party.id);
        const bool is_better =
            !known || (known->state != CallPartyState::joined &&
                       (party.state == CallPartyState::joined || party.state == CallPartyState::offered));
        if (is_better) into.make_party(party.id) = party;
    }
    for (auto& party : into.parties) {
        if (into.has(party.id)) party.state = CallPartyState::joined;
    }
    into.was_offered = into.was_offered || first.was_offered;
}

}  // namespace

Result<Call> merge_calls(const Call& first, const CallActor& in_first, const Call& into, const CallActor& in_into,
                         Instant now, const CallLimits& limits) {
    for (const auto* const actor : {&in_first, &in_into}) {
        auto stands = permit(RoomOperation::take_part, actor->room, actor->person, actor->directory);
        if (!stands) return refuse(stands.error());
    }
    if (first.id == into.id) return refuse(ErrorCode::bad_request, "A call cannot be merged with itself.");
    if (!into.has(in_into.person.id) || !is_part_of(first, in_first.person.id)) {
        return refuse(ErrorCode::forbidden, "Only who takes part in both calls can merge them.");
    }
    auto next = into;
    if (auto brought = bring_peers(first, next); !brought) return refuse(brought.error());
    if (next.peers.size() > limits.peers_max) {
        return refuse(ErrorCode::limit_reached,
                      fmt::format("Not more than {} clients can be in one call (calls.peers_max).", limits.peers_max));
    }
    next.merged.push_back(first.id);
    next.merged.insert(next.merged.end(), first.merged.begin(), first.merged.end());
    if (next.merged.size() > limits.merges_max) {
        return refuse(ErrorCode::limit_reached,
                      fmt::format("Not more than {} calls can be merged (calls.merges_max).", limits.merges_max));
    }
    bring_parties(first, next);
    for (const auto room : first.rooms) {
        if (!next.is_in(room)) next.rooms.push_back(room);
    }
    if (first.is_connected() && (!next.is_connected() || first.connected < next.connected)) {
        next.connected = first.connected;
    }
    return settled(std::move(next), now).next;
}

}  // namespace foyer::domain
