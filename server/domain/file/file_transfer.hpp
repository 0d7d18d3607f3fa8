#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/instant.hpp"
#include "lib/base/strong_id.hpp"

namespace foyer::domain {

/// What has become of a file for one of those it was offered to (contract 6).
enum class ReceiverState {
    pending,
    accepted,  ///< Has fetched nothing yet.
    active,
    complete,
    rejected,
    cancelled,  ///< Taken back by the sender, expired, or the receiver is no member any more.
    error,
};

enum class FileState {
    open,  ///< Its bytes are coming, or wait to be fetched.
    done,  ///< Nobody waits for it any more.
    withdrawn,
    expired,
    failed,  ///< The server could not keep it.
};

struct FileReceiver {
    ContactId id;
    ReceiverState state = ReceiverState::pending;
    std::uint32_t chunks = 0;  ///< How much of it he has fetched.

    /// It can still become complete for him.
    [[nodiscard]] bool is_open() const { return state <= ReceiverState::active; }
    bool operator==(const FileReceiver&) const = default;
};

/// A file on its way from one member of a room to others (contract 6), without its bytes. A value: decisions take one
/// and return the next one.
struct FileTransfer {
    FileId id;
    std::uint32_t version = 0;  ///< Counted by the store: each stored change is one more.
    RoomId room;
    ContactId sender;
    std::string name;
    std::uint64_t size = 0;
    std::string type;  ///< As the sender says; never trusted.
    std::uint32_t chunk_bytes = 0;
    std::uint32_t chunks = 0;  ///< How many have been uploaded, from the first on without gap.
    FileState state = FileState::open;
    std::vector<FileReceiver> receivers;  ///< By id, ascending.
    Instant created{};
    Instant expires{};

    [[nodiscard]] bool is_open() const { return state == FileState::open; }
    /// Of how many chunks it consists; 0 for an empty file.
    [[nodiscard]] std::uint32_t chunk_count() const;
    [[nodiscard]] std::uint32_t chunk_size(std::uint32_t chunk) const;
    [[nodiscard]] bool is_uploaded() const { return chunks == chunk_count(); }
    [[nodiscard]] const FileReceiver* find(ContactId person) const;
    [[nodiscard]] FileReceiver* find(ContactId person);
    bool operator==(const FileTransfer&) const = default;
};

/// Who is told of it: the sender, and whoever it can still become complete for. By id.
[[nodiscard]] std::vector<ContactId> audience_of(const FileTransfer& file);

/// The file after it has ended like this: nothing changes for those who have it, or have ended it themselves.
[[nodiscard]] FileTransfer ended(FileTransfer file, FileState how);

}  // namespace foyer::domain
