#pragma once
#include "lib/base/instant.hpp"
#include "server/domain/room/room.hpp"

namespace foyer::domain {

/// The room ends for everybody in it, whatever its flags; a notice in its history says so. Nothing changes in one that
/// has ended. Whose right this is, is not the room's question: see server/app/admin.
[[nodiscard]] RoomChange close_room(const Room& room, Instant now);

}  // namespace foyer::domain
