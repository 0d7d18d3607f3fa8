#pragma once
#include <vector>

#include "server/domain/person/directory.hpp"
#include "server/domain/room/invitee.hpp"
#include "server/domain/room/room.hpp"

namespace foyer::domain {

/// Brings people into a room, all of them or nobody (contract 2.4 add). A third person converts a one-to-one room in
/// place; the absent party of one is re-invited without converting it. Newcomers read from after `newest`, in an
/// archive room everything. Who is in it already stays as he is. Errors: those of permit(add), `bad_request` (nobody
/// named), `not_in_roster`, `guest_not_active`, `room_not_extendable`, `limit_reached`, `forbidden` (a
/// watcher names himself).
[[nodiscard]] Result<RoomChange> add_members(const Room& room, Seq newest, const Person& by,
                                             const std::vector<Invitee>& invitees, const Directory& directory,
                                             const RoomLimits& limits);

}  // namespace foyer::domain
