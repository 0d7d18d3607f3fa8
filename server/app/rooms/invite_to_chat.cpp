#include "server/app/rooms/invite_to_chat.hpp"

#include "server/app/rooms/invitees.hpp"
#include "server/app/rooms/open_room.hpp"
#include "server/domain/room/create_room.hpp"
#include "server/domain/room/rights.hpp"

namespace foyer::app {

Task<Result<RoomId>> InviteToChat::run(Caller caller, std::vector<Party> parties, std::string idempotency_key) {
    auto room = co_await decide(caller, std::move(parties));
    if (!room) co_return refuse(room.error());
    co_return co_await open_room(table_, caller, std::move(*room), std::move(idempotency_key));
}

Task<Result<domain::Room>> InviteToChat::decide(Caller caller, std::vector<Party> parties) {
    const auto directory = table_.ports().directory.current();
    const auto* const creator = directory->find(caller.person);
    if (!creator) co_return refuse(ErrorCode::not_found);
    if (auto allowed = domain::permit_creation(*creator); !allowed) co_return refuse(allowed.error());
    auto invitees = co_await invitees_of(table_.ports(), caller, std::move(parties));
    if (!invitees) co_return refuse(invitees.error());

    domain::RoomPlan plan;
    plan.invitees = std::move(*invitees);
    std::erase_if(plan.invitees, [&](const domain::Invitee& invitee) { return invitee.person.id == creator->id; });
    if (plan.invitees.empty()) co_return refuse(ErrorCode::bad_request, "A chat needs somebody else.");
    const auto now = table_.ports().clock.now();
    if (domain::is_one_to_one(plan)) co_return domain::open_chat(*creator, plan.invitees.front(), now);
    co_return domain::create_room(*creator, plan, now, table_.limits());
}

}  // namespace foyer::app
