#include "server/domain/call/take_part.hpp"

#include <fmt/format.h>

#include "server/domain/room/rights.hpp"

namespace foyer::domain {
namespace {

Result<void> permit_in_call(RoomOperation operation, const CallActor& actor) {
    auto stands = permit(operation, actor.room, actor.person, actor.directory);
    if (!stands) return refuse(stands.error());
    return {};
}

Result<void> permit_taking_part(const CallActor& actor) {
    return permit_in_call(RoomOperation::take_part, actor);
}

CallChange unchanged(const Call& call) {
    return {.next = call, .end = {}};
}

std::unexpected<Error> refuse_peer() {
    return refuse(ErrorCode::not_found, "This peer is not in the call.");
}

const CallPeer* own_peer(const Call& call, const CallActor& actor, const PeerId& id) {
    const auto* const peer = call.peer(id);
    return peer && peer->person == actor.person.id && peer->connection == actor.connection ? peer : nullptr;
}

}  // namespace

Result<CallChange> join_call(const Call& call, const CallActor& actor, PeerId id, std::size_t others, Instant now,
                             const CallLimits& limits) {
    if (auto may = permit_taking_part(actor); !may) return refuse(may.error());
    auto next = call;
    if (auto* const known = next.peer(id)) {
        if (known->person != actor.person.id) {
            return refuse(ErrorCode::already_exists, "Another peer of this call has this id.");
        }
        known->connection = actor.connection;
        known->lost_until.reset();
        return settled(std::move(next), now);
    }
    if (call.peers.size() >= limits.peers_max) {
        return refuse(ErrorCode::limit_reached,
                      fmt::format("Not more than {} clients can be in one call (calls.peers_max).", limits.peers_max));
    }
    if (!call.has(actor.person.id) && others >= limits.calls_per_user) {
        return refuse(ErrorCode::limit_reached, fmt::format("One person cannot be in more than {} calls "
                                                            "(calls.calls_per_user).",
                                                            limits.calls_per_user));
    }
    next.make_party(actor.person.id).state = CallPartyState::joined;
    next.peers.push_back({.id = std::move(id),
                          .person = actor.person.id,
                          .connection = actor.connection,
                          .media = {},
                          .lost_until = {}});
    return settled(std::move(next), now);
}

Result<CallChange> reject_call(const Call& call, const CallActor& actor, Instant now) {
    if (auto may = permit_in_call(RoomOperation::leave_call, actor); !may) return refuse(may.error());
    auto next = call;
    auto* const party = next.party(actor.person.id);
    if (!party || party->state != CallPartyState::offered) return unchanged(call);
    party->state = CallPartyState::rejected;
    return settled(std::move(next), now);
}

Result<CallChange> leave_call(const Call& call, const CallActor& actor, const PeerId& id, Instant now) {
    if (auto may = permit_in_call(RoomOperation::leave_call, actor); !may) return refuse(may.error());
    const auto* const peer = call.peer(id);
    if (!peer || peer->person != actor.person.id) return unchanged(call);
    auto next = call;
    next.remove_peers_if([&](const CallPeer& one) { return one.id == id; });
    return settled(std::move(next), now);
}

Result<CallChange> set_call_media(const Call& call, const CallActor& actor, const PeerId& id, CallMedia media) {
    if (auto may = permit_taking_part(actor); !may) return refuse(may.error());
    if (!own_peer(call, actor, id)) return refuse_peer();
    auto change = unchanged(call);
    change.next.peer(id)->media = media;
    return change;
}

Result<CallPeer> signal_target(const Call& call, const CallActor& actor, const PeerId& from, const PeerId& to) {
    if (auto may = permit_taking_part(actor); !may) return refuse(may.error());
    if (!own_peer(call, actor, from)) return refuse_peer();
    if (from == to) return refuse(ErrorCode::bad_request, "A peer does not signal to itself.");
    const auto* const target = call.peer(to);
    if (!target) return refuse_peer();
    if (target->lost_until) return refuse(ErrorCode::unavailable, "This peer's connection is lost at the moment.");
    return *target;
}

}  // namespace foyer::domain
