#include "server/app/rooms/add_members.hpp"

#include "server/app/rooms/invitees.hpp"
#include "server/domain/room/add_members.hpp"
#include "server/domain/room/rights.hpp"

namespace foyer::app {

Task<Result<void>> AddMembers::run(Caller caller, RoomId room, std::vector<Party> parties) {
    auto invitees = co_await invitees_of(table_.ports(), caller, std::move(parties));
    // A room that the caller may not extend answers so, whoever is named.
    const auto decide = [invitees = std::move(invitees), limits = table_.limits()](
                            const LiveRoom& live, const domain::Person& by) -> Result<domain::RoomChange> {
        auto stands = domain::permit(domain::RoomOperation::add, live.room(), by, live.directory());
        if (!stands) return refuse(stands.error());
        if (!invitees) return refuse(invitees.error());
        return domain::add_members(live.room(), live.newest(), by, *invitees, live.directory(), limits);
    };
    co_return co_await table_.change(caller, room, decide);
}

}  // namespace foyer::app
