#pragma once
#include <string>

#include "server/app/guests/invitations.hpp"
#include "server/app/people/sessions.hpp"
#include "server/app/rooms/room_table.hpp"

namespace foyer::app {

/// Lets a guest go whose invitation has become final: out of his rooms, sessions ended and connections cut, and the
/// person forgotten. Repeating it does what is left to do. Any I/O thread. Errors: `store_failed`, `conflict`; whatever
/// fails, his sessions have been tried.
class DismissGuest {
public:
    DismissGuest(Invitations& invitations, Sessions& sessions, RoomTable& rooms)
        : invitations_(invitations), sessions_(sessions), rooms_(rooms) {}

    /// `notice` is told to the rooms he leaves (empty: nothing is), `reason` to himself.
    Task<Result<void>> run(ContactId guest, std::string notice, std::string reason);

private:
    Task<Result<void>> leave_rooms(ContactId guest, std::string notice);

    Invitations& invitations_;
    Sessions& sessions_;
    RoomTable& rooms_;
};

}  // namespace foyer::app
