#pragma once
#include <optional>
#include <string>

#include "lib/base/result.hpp"
#include "server/domain/person/directory.hpp"
#include "server/domain/room/room.hpp"

namespace foyer::domain {

/// What is to become different about a room (contract 2.4 modify).
struct RoomModification {
    std::optional<std::string> name;
    std::optional<bool> is_public;
    std::optional<bool> archive;
    bool go_multi = false;  ///< Only true has an effect.
};

/// All that is asked, or nothing. Members rename and convert; the owner and supervisors set flags. A new name and
/// changed flags are told by a notice; what is as asked already is not. A room that is not persistent any more and has
/// no members ends. Errors: those of permit(), `not_a_multi_room`, `room_not_extendable`, `bad_name`, `bad_request`
/// (asks for nothing).
[[nodiscard]] Result<RoomChange> modify_room(const Room& room, const Person& by, const RoomModification& modification,
                                             const Directory& directory, Instant now, const RoomLimits& limits);

}  // namespace foyer::domain
