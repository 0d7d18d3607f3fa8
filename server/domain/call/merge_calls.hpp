#pragma once
#include "server/domain/call/take_part.hpp"

namespace foyer::domain {

/// Brings the peers and offers of `first` into `into`, which goes on for the rooms of both (contract 5 merge). He takes
/// part in `into`, and in `first` or is offered it. Where a client has a peer in both, that of `into` stays.
/// Errors: those of permit(take_part) in either room, `forbidden` (he is in neither way part of it), `bad_request` (one
/// call with itself, peers of the same id), `limit_reached`.
[[nodiscard]] Result<Call> merge_calls(const Call& first, const CallActor& in_first, const Call& into,
                                       const CallActor& in_into, Instant now, const CallLimits& limits);

}  // namespace foyer::domain
