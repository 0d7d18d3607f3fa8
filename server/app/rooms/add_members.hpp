#pragma once
#include <vector>

#include "server/app/caller.hpp"
#include "server/app/guests/invitations.hpp"
#include "server/app/party.hpp"
#include "server/app/rooms/room_table.hpp"

namespace foyer::app {

/// Adds people to a room, all of them or nobody; converts a one-to-one room in place (contract 2.2, 2.4 add). Any I/O
/// thread. The same `idempotency_key` (may be empty) of the same caller in the same room adds nobody again. Errors:
/// `not_found`, `forbidden`, `not_in_roster`, `guest_not_active`, `room_not_extendable`, `feature_unavailable`,
/// `limit_reached`, `room_ended`, `bad_request`, `conflict`, `store_failed`.
class AddMembers {
public:
    AddMembers(RoomTable& table, Invitations& invitations) : table_(table), invitations_(invitations) {}

    Task<Result<void>> run(Caller caller, RoomId room, std::vector<Party> parties, std::string idempotency_key = {});

private:
    RoomTable& table_;
    Invitations& invitations_;
};

}  // namespace foyer::app
