#pragma once
#include <string>

#include "server/app/caller.hpp"
#include "server/app/guests/invitations.hpp"
#include "server/app/rooms/room_table.hpp"

namespace foyer::app {

/// A room that was decided on, and the members of it who do not exist yet.
struct PlannedRoom {
    domain::Room room;
    domain::NewGuests guests;
    domain::Audited audited{};  ///< Entered in the audit log with it, if it is new.
};

/// Stores a room that was decided on, and tells everybody in it before it resumes. If the pair has its room already,
/// that one: whoever had left it is in it again. If the caller has used the idempotency key before, the room of then.
/// Errors: `bad_request` (key too long), `not_found` (that room is no longer the caller's), `room_ended`,
/// `store_failed`, `conflict`.
Task<Result<RoomId>> open_room(RoomTable& table, Invitations& invitations, Caller caller, PlannedRoom planned,
                               std::string idempotency_key);

}  // namespace foyer::app
