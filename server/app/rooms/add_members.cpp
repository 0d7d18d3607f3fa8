#include "server/app/rooms/add_members.hpp"

#include "server/app/rooms/invitees.hpp"
#include "server/domain/room/add_members.hpp"
#include "server/domain/room/rights.hpp"

namespace foyer::app {

Task<Result<void>> AddMembers::run(Caller caller, RoomId room, std::vector<Party> parties,
                                   std::string idempotency_key) {
    if (idempotency_key.size() > table_.settings().idempotency_key_bytes) {
        co_return refuse(ErrorCode::bad_request, "The idempotency key is too long.");
    }
    const domain::RequestKey request{caller.person, std::move(idempotency_key)};
    bool done = false;
    if (!request.key.empty()) {
        const auto found = co_await table_.ports().store.is_done(room, request);
        if (!found) co_return refuse(found.error());
        done = *found;
    }
    Result<Invited> invited;
    if (!done) invited = co_await invitees_of(table_.ports(), invitations_, caller, std::move(parties));
    const auto newcomers = invited ? ids_of(invited->guests) : std::vector<ContactId>{};
    // A room that the caller may not extend answers so, whoever is named.
    const auto decide = [invited = std::move(invited), done, request, limits = table_.limits(), caller,
                         &audit = table_.ports().audit](const LiveRoom& live,
                                                        const domain::Person& by) -> Result<domain::RoomChange> {
        auto stands = domain::permit(domain::RoomOperation::add, live.room(), by, live.directory());
        if (!stands) return refuse(stands.error());
        if (done) return domain::RoomChange{.next = live.room(), .messages = {}};
        if (!invited) return refuse(invited.error());
        auto change = domain::add_members(live.room(), live.newest(), by, invited->invitees, live.directory(), limits);
        if (!change) return change;
        change->guests = invited->guests;
        change->request = request;
        if (*stands == domain::Standing::watching) {
            std::string who;
            for (const auto& invitee : invited->invitees) {
                who += fmt::format("{}{}", who.empty() ? "" : ", ", invitee.person.name);
            }
            change->audited = audit.entry(caller, domain::AuditAction::room_members_added,
                                          domain::target_of(live.room()), std::move(who));
        }
        return change;
    };
    auto added = co_await table_.change(caller, room, decide);
    co_await invitations_.tell_of(newcomers);
    co_return added;
}

}  // namespace foyer::app
