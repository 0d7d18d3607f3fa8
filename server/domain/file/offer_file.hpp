#pragma once
#include <string>

#include "lib/base/result.hpp"
#include "server/domain/file/file_transfer.hpp"
#include "server/domain/person/directory.hpp"
#include "server/domain/room/room.hpp"

namespace foyer::domain {

/// The bounds that offers of files keep (config section `files`).
struct FileLimits {
    std::uint64_t size_bytes = std::uint64_t{4} << 30U;  ///< Of one file. 0: files are not offered at all.
    std::uint64_t sender_bytes = std::uint64_t{16} << 30U;
    std::uint64_t all_bytes = 0;  ///< 0: no bound but the disk.
    std::uint32_t sender_files = 200;
    std::uint32_t chunk_bytes = 1024 * 1024;
    Millis expiry = std::chrono::hours{24 * 7};
};

/// What a sender says of his file.
struct FileOffer {
    std::string name;
    std::uint64_t size = 0;
    std::string type;
};

/// What open files take up at the moment.
struct FileUse {
    std::uint32_t sender_files = 0;
    std::uint64_t sender_bytes = 0;
    std::uint64_t all_bytes = 0;
};

/// A member offers a file to all other members who may take files. Errors: those of permit(), `feature_unavailable`,
/// `file_too_large`, `bad_name`, `bad_request` (nobody else is in the room).
[[nodiscard]] Result<FileTransfer> offer_file(const Room& room, const Person& sender, const FileOffer& offer,
                                              const Directory& directory, Instant now, const FileLimits& limits);

/// Is there room for this file beside what is open? Errors: `limit_reached`, `quota_reached`, with the limit's name.
[[nodiscard]] Result<void> check_room_for(const FileTransfer& file, const FileUse& use, const FileLimits& limits);

}  // namespace foyer::domain
