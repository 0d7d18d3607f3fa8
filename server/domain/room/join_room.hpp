#pragma once
#include "lib/base/result.hpp"
#include "server/domain/person/directory.hpp"
#include "server/domain/room/room.hpp"

namespace foyer::domain {

/// Enters a public room of his company (contract 2.2). Reads from after `newest`, in an archive room everything.
/// Unchanged if he is in it. Errors: those of permit(join), `limit_reached`.
[[nodiscard]] Result<RoomChange> join_room(const Room& room, Seq newest, const Person& person,
                                           const Directory& directory, const RoomLimits& limits);

/// The invited client has the room: `invited` becomes `joined` (contract 2.3). Unchanged if he has joined.
/// Errors: those of permit(take_up).
[[nodiscard]] Result<RoomChange> take_up_room(const Room& room, const Person& person, const Directory& directory);

}  // namespace foyer::domain
