#pragma once
#include <vector>

#include "server/app/caller.hpp"
#include "server/app/guests/invitations.hpp"
#include "server/app/party.hpp"
#include "server/app/rooms/room_ports.hpp"
#include "server/domain/room/invitee.hpp"

namespace foyer::app {

/// Who is named, with what counts about them as the caller sees them; and who of them comes into being by it.
struct Invited {
    std::vector<domain::Invitee> invitees;
    domain::NewGuests guests;
};

/// In order, nobody twice, new guests last; the caller himself is among them if he is named. Any I/O thread. Errors:
/// `not_in_roster` (no such person), `not_found` (no such caller), those of Invitations::prepare, `store_failed`.
Task<Result<Invited>> invitees_of(RoomPorts ports, Invitations& invitations, Caller caller, std::vector<Party> parties);

/// They may start a conversation now, or be brought back to it (contract 1.2). Error: `store_failed`.
Task<Result<bool>> may_talk_now(RoomPorts ports, ContactId one, ContactId other);

}  // namespace foyer::app
