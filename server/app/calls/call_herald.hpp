#pragma once
#include <vector>

#include "server/domain/call/call_rooms.hpp"
#include "server/ports/publisher.hpp"

namespace foyer::app {

/// The call with the names of its people as they are now.
[[nodiscard]] ports::CallViewRef view_of(domain::Call call, const domain::Directory& directory);

/// Tells the members of a call's rooms what becomes of it. Lives on the strand of the CallTable.
class CallHerald {
public:
    explicit CallHerald(ports::Publisher& publisher) : publisher_(publisher) {}

    /// The whole call to the members of each of its rooms; members of several see all that these rooms show.
    void tell(const domain::Call& call, const domain::CallRooms& rooms, const domain::Directory& directory);
    /// `event` with its room filled in, to the members of each room.
    void tell_end(ports::CallGone event, const domain::CallRooms& rooms, const domain::Directory& directory);
    /// These are members of the room no more.
    void tell_out(RoomId room, const domain::CallId& call, std::vector<ContactId> people);
    /// To the connection alone that `event` names; it is this person's.
    void relay(ContactId person, ports::SignalSent event);

private:
    void publish(std::vector<ContactId> people, ports::Event event);

    ports::Publisher& publisher_;
};

}  // namespace foyer::app
