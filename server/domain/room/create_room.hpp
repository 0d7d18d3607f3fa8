#pragma once
#include <string>
#include <vector>

#include "server/domain/room/invitee.hpp"
#include "server/domain/room/room.hpp"

namespace foyer::domain {

/// A room that is to be.
struct RoomPlan {
    std::vector<Invitee> invitees;   ///< Without the creator, nobody twice.
    bool creator_takes_part = true;  ///< Supervisors alone may stay out.
    std::string name;
    bool is_public = false;
    bool archive = false;
};

/// The one-to-one room of a pair (contract 2.2): no id yet, the creator joined, the other invited.
/// Errors: `forbidden`, `not_in_roster`, `bad_request` (with oneself), `guest_not_active`.
[[nodiscard]] Result<Room> open_chat(const Person& creator, const Invitee& other, Instant now);

/// A multi room. Errors: `forbidden`, `not_in_roster`, `guest_not_active`, `room_not_extendable` (an XMPP
/// contact), `bad_name`, `limit_reached`.
[[nodiscard]] Result<Room> create_room(const Person& creator, const RoomPlan& plan, Instant now,
                                       const RoomLimits& limits);

/// Whether a plan makes the one-to-one room of a pair: one other internal party, and nothing that only multi rooms
/// have.
[[nodiscard]] bool is_one_to_one(const RoomPlan& plan);

/// The one-to-one room that was there already, opened by one of its parties: both are in it again (contract 2.3).
/// Whether they may talk has been decided by open_chat. Unchanged if nobody had left.
[[nodiscard]] Room open_again(Room room, ContactId by);

}  // namespace foyer::domain
