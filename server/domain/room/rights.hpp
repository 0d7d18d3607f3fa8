#pragma once
#include "lib/base/result.hpp"
#include "server/domain/room/standing.hpp"

namespace foyer::domain {

/// What can be done with a room that exists.
enum class RoomOperation {
    post,
    add,
    leave,
    remove,
    rename,
    set_flags,
    go_multi,
    set_seen,
    take_up,
    join,
    read,
    send_file,
    move_file,  ///< Take one on its way, bring or fetch its bytes.
    drop_file,  ///< Refuse one on its way, or take it back.
    start_call,
    take_part,   ///< In a call that runs: join, signal, merge.
    leave_call,  ///< Reject or leave one that runs.
};

/// The one place that says who may do what with a room (contract 1.1). Answers what the actor is to it.
/// What he may not see answers `not_found`, exactly like what does not exist. Errors: `not_found`, `forbidden`,
/// `watching_only`, `not_a_multi_room` (removal), `room_ended` (only to those who were in it last). Calls and files on
/// their way end with their room, and are found by nobody then; those files are known to members alone.
[[nodiscard]] Result<Standing> permit(RoomOperation operation, const Room& room, const Person& actor,
                                      const Directory& directory);

/// Guests take part in calls where their company lets them. Error: `forbidden`.
[[nodiscard]] Result<void> permit_calling(const Person& actor, const Directory& directory);

/// Users alone open chats, create rooms and list public ones. Error: `forbidden`.
[[nodiscard]] Result<void> permit_creation(const Person& actor);

}  // namespace foyer::domain
