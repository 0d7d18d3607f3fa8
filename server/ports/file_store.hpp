#pragma once
#include <string>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/domain/file/file_transfer.hpp"
#include "server/domain/file/offer_file.hpp"

namespace foyer::ports {

struct FileCreated {
    domain::FileTransfer file;
    bool existed = false;  ///< The idempotency key was known: nothing was written.
};

/// In which room a file is.
struct FilePlace {
    FileId file;
    RoomId room;
    bool operator==(const FilePlace&) const = default;
};

/// Files on their way, without their bytes, on stable storage. May be called on any I/O thread. A write resumes its
/// caller when it is durable. A refused call changes nothing. Errors: `conflict`, `not_found`, `store_failed`,
/// `unavailable`.
class FileStore {
public:
    virtual ~FileStore() = default;

    /// Gives the id, never used before, and version 1. `idempotency_key` (may be empty) belongs to the sender and is
    /// looked up first. What open files take up is counted in the same step. Errors: those of domain::check_room_for,
    /// `limit_reached` (ids have 31 bits), `not_found` (an unknown room or person).
    virtual Task<Result<FileCreated>> create(domain::FileTransfer file, std::string idempotency_key,
                                             domain::FileLimits limits) = 0;
    /// Replaces chunks, state and what became of the receivers. `file.version` is what it was decided on: refused with
    /// `conflict` if that has changed. Gives the new version.
    virtual Task<Result<std::uint32_t>> commit(domain::FileTransfer file) = 0;
    /// Ended ones, too. `not_found` if there is none.
    virtual Task<Result<domain::FileTransfer>> load(FileId id) = 0;
    /// Open files of the room, by id.
    virtual Task<Result<std::vector<domain::FileTransfer>>> open_in_room(RoomId room) = 0;
    /// Open files that the person sends, or that can still become complete for him, newest first, at most `limit`.
    virtual Task<Result<std::vector<domain::FileTransfer>>> open_of(ContactId person, std::uint32_t limit) = 0;
    /// Open files with `expires` at or before `now`, at most `limit`.
    virtual Task<Result<std::vector<FileId>>> expired(Instant now, std::uint32_t limit) = 0;
    /// By id.
    virtual Task<Result<std::vector<FilePlace>>> all_open() = 0;
    /// Forgets files that have ended, with `expires` at or before `now`.
    virtual Task<Result<void>> remove_ended(Instant now) = 0;
};

}  // namespace foyer::ports
