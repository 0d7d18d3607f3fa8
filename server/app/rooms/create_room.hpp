#pragma once
#include <string>
#include <vector>

#include "server/app/caller.hpp"
#include "server/app/guests/invitations.hpp"
#include "server/app/party.hpp"
#include "server/app/rooms/open_room.hpp"
#include "server/app/rooms/room_table.hpp"

namespace foyer::app {

struct NewRoom {
    std::vector<Party> parties;
    std::string name;  ///< Empty: none.
    bool is_public = false;
    bool archive = false;
    std::string idempotency_key;  ///< Empty: none. The same key of the same caller is the same room.
};

/// Creates a room (contract 8 createRoom). With a name or a flag, of a supervisor, or with more or fewer than one other
/// party, it is a multi room; else it is the one-to-one room of the pair. A user takes part; a supervisor only if
/// `parties` names him. Any I/O thread. The RoomChanged has been published when it resumes. Errors: as InviteToChat,
/// and `bad_name`.
class CreateRoom {
public:
    CreateRoom(RoomTable& table, Invitations& invitations) : table_(table), invitations_(invitations) {}

    Task<Result<RoomId>> run(Caller caller, NewRoom request);

private:
    Task<Result<PlannedRoom>> decide(Caller caller, NewRoom request);

    RoomTable& table_;
    Invitations& invitations_;
};

}  // namespace foyer::app
