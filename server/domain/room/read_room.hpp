#pragma once
#include "lib/base/result.hpp"
#include "server/domain/person/directory.hpp"
#include "server/domain/room/room.hpp"

namespace foyer::domain {

/// The first message a person may read: a member his history boundary, a watcher the first of all (contract 2.2).
/// Errors: those of permit(read).
[[nodiscard]] Result<Seq> history_floor(const Room& room, const Person& person, const Directory& directory);

/// How far `seq` counts as seen: not beyond the newest message (contract 2.4 setSeen). Errors: those of
/// permit(set_seen).
[[nodiscard]] Result<Seq> see(const Room& room, Seq newest, const Person& person, Seq seq, const Directory& directory);

}  // namespace foyer::domain
