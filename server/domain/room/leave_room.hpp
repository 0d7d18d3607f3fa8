#pragma once
#include <string>

#include "lib/base/result.hpp"
#include "server/domain/person/directory.hpp"
#include "server/domain/room/room.hpp"

namespace foyer::domain {

/// One member goes, others stay (contract 2.4 leave). He stays in a one-to-one room's list as `left`, and is dropped
/// from a multi room. The room ends with its last member, unless it is persistent. Errors: those of permit(leave).
[[nodiscard]] Result<RoomChange> leave_room(const Room& room, const Person& person, const Directory& directory);

/// A supervisor removes a member of a multi room (contract 2.4 remove); the room is told by a notice.
/// Errors: those of permit(remove), and `not_found` if he is not in it.
[[nodiscard]] Result<RoomChange> remove_member(const Room& room, const Person& by, ContactId member,
                                               const Directory& directory, Instant now);

/// A message by the server itself (contract 2.5).
[[nodiscard]] Draft notice(std::string text, Instant now);

}  // namespace foyer::domain
