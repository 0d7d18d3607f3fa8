#include "server/app/rooms/invite_to_chat.hpp"

#include "server/app/rooms/invitees.hpp"
#include "server/app/rooms/open_room.hpp"
#include "server/domain/room/create_room.hpp"
#include "server/domain/room/rights.hpp"

namespace foyer::app {

Task<Result<RoomId>> InviteToChat::run(Caller caller, std::vector<Party> parties, std::string idempotency_key) {
    auto planned = co_await decide(caller, std::move(parties));
    if (!planned) co_return refuse(planned.error());
    co_return co_await open_room(table_, invitations_, caller, std::move(*planned), std::move(idempotency_key));
}

Task<Result<PlannedRoom>> InviteToChat::decide(Caller caller, std::vector<Party> parties) {
    const auto directory = table_.ports().directory.current();
    const auto* const creator = directory->find(caller.person);
    if (!creator) co_return refuse(ErrorCode::not_found);
    if (auto allowed = domain::permit_creation(*creator); !allowed) co_return refuse(allowed.error());
    auto invited = co_await invitees_of(table_.ports(), invitations_, caller, std::move(parties));
    if (!invited) co_return refuse(invited.error());

    domain::RoomPlan plan;
    plan.invitees = std::move(invited->invitees);
    std::erase_if(plan.invitees, [&](const domain::Invitee& invitee) { return invitee.person.id == creator->id; });
    if (plan.invitees.empty()) co_return refuse(ErrorCode::bad_request, "A chat needs somebody else.");
    const auto now = table_.ports().clock.now();
    auto room = domain::is_one_to_one(plan) ? domain::open_chat(*creator, plan.invitees.front(), now)
                                            : domain::create_room(*creator, plan, now, table_.limits());
    if (!room) co_return refuse(room.error());
    co_return PlannedRoom{std::move(*room), std::move(invited->guests)};
}

}  // namespace foyer::app
