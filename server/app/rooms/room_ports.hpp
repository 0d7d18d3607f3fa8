#pragma once
#include "server/ports/publisher.hpp"
#include "server/ports/room_store.hpp"
#include "server/ports/roster_store.hpp"
#include "server/ports/world.hpp"

namespace foyer::app {

class DirectoryCache;
class PresenceBoard;

/// What the use cases of rooms need from the world. References to what outlives them, wired in App.
struct RoomPorts {
    ports::RoomStore& store;
    ports::RosterStore& roster;
    ports::Publisher& publisher;
    const ports::Clock& clock;
    DirectoryCache& directory;
    PresenceBoard& presence;
};

}  // namespace foyer::app
