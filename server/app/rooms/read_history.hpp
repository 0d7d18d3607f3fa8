#pragma once
#include <vector>

#include "server/app/caller.hpp"
#include "server/app/rooms/room_table.hpp"

namespace foyer::app {

/// Pages backwards from `before` (0: from the newest), or forwards from above `after` if that is given.
struct HistoryRequest {
    RoomId room;
    Seq before;
    Seq after;
    std::uint32_t limit = 0;  ///< 0: the default page; larger than the largest page: that.
};

struct HistoryPage {
    std::vector<domain::Message> messages;  ///< In order of seq.
    bool more = false;                      ///< There is more that the caller may read in that direction.
    Seq newest;
};

/// Reads the messages of a room that the caller may read (contract 2.4 history): a member from his history boundary on,
/// a watcher all, which is entered in the audit log. Any I/O thread. Errors: `bad_request`, `not_found`, `room_ended`,
/// `store_failed`.
class ReadHistory {
public:
    explicit ReadHistory(RoomTable& table) : table_(table) {}

    Task<Result<HistoryPage>> run(Caller caller, HistoryRequest request);

private:
    /// What the caller may read of a room, as it is now.
    struct Readable {
        Seq floor;
        Seq newest;
        std::optional<domain::AuditTarget> watched;  ///< The room, if it is only watched.
    };
    Task<Result<Readable>> look(Caller caller, RoomId room);

    RoomTable& table_;
};

}  // namespace foyer::app
