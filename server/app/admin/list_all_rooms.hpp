#pragma once
#include <vector>

#include "server/app/audit/audit_log.hpp"
#include "server/app/people/actor.hpp"
#include "server/ports/room_store.hpp"

namespace foyer::app {

struct RoomOverviewPage {
    std::vector<ports::RoomOverview> rooms;  ///< By id.
    bool more = false;
};

/// All rooms of the server, or those of a company, ended ones too: what they are, not what is said there. Entered in
/// the audit log once per session. Any I/O thread. Errors: `forbidden`, `store_failed`.
class ListAllRooms {
public:
    ListAllRooms(DirectoryCache& directory, ports::RoomStore& rooms, AuditLog& audit)
        : directory_(directory), rooms_(rooms), audit_(audit) {}

    /// From above `after` on, at most `limit`. Company 0: of all.
    Task<Result<RoomOverviewPage>> run(Actor actor, CompanyId company, RoomId after, std::uint32_t limit);

private:
    DirectoryCache& directory_;
    ports::RoomStore& rooms_;
    AuditLog& audit_;
};

}  // namespace foyer::app
