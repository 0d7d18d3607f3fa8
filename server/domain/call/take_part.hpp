#pragma once
#include "lib/base/result.hpp"
#include "server/domain/call/call.hpp"
#include "server/domain/person/directory.hpp"
#include "server/domain/room/room.hpp"

namespace foyer::domain {

/// Who does something in a call, as a member of which of its rooms, on which connection.
struct CallActor {
    const Person& person;
    const Room& room;
    const Directory& directory;
    ConnectionId connection{};
};

// What members of a room do in a call of this room. Errors of all: those of permit(take_part), of rejecting and leaving
// those of permit(leave_call).

/// Takes an offer, enters a running call, or returns after a lost connection: with a peer that is there already only
/// the same person, on whichever connection. `others`: calls that he takes part in besides. Errors: `limit_reached`,
/// `already_exists` (somebody else's peer).
[[nodiscard]] Result<CallChange> join_call(const Call& call, const CallActor& actor, PeerId peer, std::size_t others,
                                           Instant now, const CallLimits& limits);

/// Refuses an offer for all his clients; no change where there is nothing to refuse.
[[nodiscard]] Result<CallChange> reject_call(const Call& call, const CallActor& actor, Instant now);

/// Hangs up; no change if this is no peer of his.
[[nodiscard]] Result<CallChange> leave_call(const Call& call, const CallActor& actor, const PeerId& peer, Instant now);

/// Errors: `not_found` if this is not his peer, on this connection.
[[nodiscard]] Result<CallChange> set_call_media(const Call& call, const CallActor& actor, const PeerId& peer,
                                                CallMedia media);

/// The connection a signal from one peer to another goes to. Errors: `not_found` (not his peer on this connection, or
/// nobody to go to), `unavailable` (its connection is lost), `bad_request` (to itself).
[[nodiscard]] Result<CallPeer> signal_target(const Call& call, const CallActor& actor, const PeerId& from,
                                             const PeerId& to);

}  // namespace foyer::domain
