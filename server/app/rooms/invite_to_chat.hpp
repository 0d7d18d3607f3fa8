#pragma once
#include <string>
#include <vector>

#include "server/app/caller.hpp"
#include "server/app/guests/invitations.hpp"
#include "server/app/party.hpp"
#include "server/app/rooms/open_room.hpp"
#include "server/app/rooms/room_table.hpp"

namespace foyer::app {

/// Opens the one-to-one room with one internal contact, existing or new, or a new multi room with several (contract 8
/// chatInvite). The caller always takes part. Any I/O thread. The RoomChanged has been published when it resumes.
/// Errors: `bad_request`, `not_found`, `not_in_roster`, `guest_not_active`, `forbidden` (guests),
/// `feature_unavailable`, `limit_reached`, `store_failed`.
class InviteToChat {
public:
    InviteToChat(RoomTable& table, Invitations& invitations) : table_(table), invitations_(invitations) {}

    Task<Result<RoomId>> run(Caller caller, std::vector<Party> parties, std::string idempotency_key);

private:
    Task<Result<PlannedRoom>> decide(Caller caller, std::vector<Party> parties);

    RoomTable& table_;
    Invitations& invitations_;
};

}  // namespace foyer::app
