#pragma once
#include <vector>

#include "server/domain/call/call.hpp"
#include "server/domain/person/directory.hpp"
#include "server/domain/room/room.hpp"

namespace foyer::domain {

/// The rooms of a call as they are now. Not owned: good for one decision.
using CallRooms = std::vector<const Room*>;

/// Offers the call to the members of its rooms who are not parties yet, and takes out who is no member any more; a room
/// that has ended is none of its rooms any more. XMPP contacts cannot take part. Beyond `members_max` nobody more is
/// offered it.
[[nodiscard]] CallChange follow_members(Call call, const CallRooms& rooms, const Directory& directory, Instant now,
                                        const CallLimits& limits);

/// Who may take part in calls of this room and is told of them: its members, users and the guests whose company lets
/// them, by id.
[[nodiscard]] std::vector<ContactId> call_members(const Room& room, const Directory& directory);

/// The call as somebody sees it who is a member of these of its rooms alone: the parties are their members and whoever
/// is in it.
[[nodiscard]] Call seen_from(Call call, const CallRooms& rooms, const Directory& directory);

}  // namespace foyer::domain
