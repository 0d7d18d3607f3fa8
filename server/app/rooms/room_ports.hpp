#pragma once
#include <functional>

#include "server/app/audit/audit_log.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/app/people/presence_board.hpp"
#include "server/app/people/relation_book.hpp"
#include "server/ports/publisher.hpp"
#include "server/ports/room_store.hpp"
#include "server/ports/room_witness.hpp"
#include "server/ports/world.hpp"

namespace foyer::app {

/// What the use cases of rooms need from the world. References to what outlives them, wired in App.
struct RoomPorts {
    ports::RoomStore& store;
    ports::Publisher& publisher;
    const ports::Clock& clock;
    DirectoryCache& directory;
    RelationBook& relations;
    PresenceBoard& presence;
    AuditLog& audit;
    /// Called with every change of a room, when it has been told, on the room's strand.
    std::function<void(const std::shared_ptr<const ports::RoomView>&)> changed;
    ports::RoomWitness* witness = nullptr;  ///< Who is told besides the people in it; may be null.
};

}  // namespace foyer::app
