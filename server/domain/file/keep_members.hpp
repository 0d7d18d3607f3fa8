#pragma once
#include "server/domain/file/file_transfer.hpp"
#include "server/domain/person/directory.hpp"
#include "server/domain/room/room.hpp"

/// What becomes of a file without anybody asking for it.
namespace foyer::domain {

/// The room is as it is now: for who is in it no more, or may not have files any more, it ends. Without its sender it
/// is withdrawn, as if he had taken it back: what he leaves behind shall not go on without him, and what is not
/// uploaded never would be.
[[nodiscard]] FileTransfer keep_members(FileTransfer file, const Room& room, const Directory& directory);

[[nodiscard]] FileTransfer expire(FileTransfer file, Instant now);

}  // namespace foyer::domain
