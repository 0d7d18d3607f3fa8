#pragma once
#include <memory>
#include <vector>

#include "server/app/audit/audit_log.hpp"
#include "server/app/people/actor.hpp"
#include "server/app/rooms/room_settings.hpp"
#include "server/ports/publisher.hpp"
#include "server/ports/room_store.hpp"

namespace foyer::app {

struct ExportPage {
    ports::RoomOverview room;
    std::shared_ptr<const ports::RoomView> view;  ///< Who is in it, or was to the last.
    std::vector<domain::Message> messages;        ///< In order of seq, notices too.
    bool more = false;
};

/// The messages of any room, ended ones too, for administrators. Each first page is entered in the audit log, and
/// whoever begins further on is entered once per session. Any I/O thread. Errors: `forbidden`, `not_found`,
/// `store_failed`.
class ExportRoom {
public:
    ExportRoom(DirectoryCache& directory, ports::RoomStore& rooms, AuditLog& audit, RoomSettings settings)
        : directory_(directory), rooms_(rooms), audit_(audit), settings_(settings) {}

    /// Messages above `after`. `limit` 0: a page as the settings say.
    Task<Result<ExportPage>> run(Actor actor, RoomId room, Seq after, std::uint32_t limit);

private:
    DirectoryCache& directory_;
    ports::RoomStore& rooms_;
    AuditLog& audit_;
    RoomSettings settings_;
};

}  // namespace foyer::app
