#include "server/app/rooms/create_room.hpp"

#include "server/app/rooms/invitees.hpp"
#include "server/app/rooms/open_room.hpp"
#include "server/domain/room/create_room.hpp"
#include "server/domain/room/rights.hpp"

namespace foyer::app {

Task<Result<RoomId>> CreateRoom::run(Caller caller, NewRoom request) {
    auto idempotency_key = std::move(request.idempotency_key);
    auto planned = co_await decide(caller, std::move(request));
    if (!planned) co_return refuse(planned.error());
    co_return co_await open_room(table_, invitations_, caller, std::move(*planned), std::move(idempotency_key));
}

Task<Result<PlannedRoom>> CreateRoom::decide(Caller caller, NewRoom request) {
    const auto directory = table_.ports().directory.current();
    const auto* const creator = directory->find(caller.person);
    if (!creator) co_return refuse(ErrorCode::not_found);
    if (auto allowed = domain::permit_creation(*creator); !allowed) co_return refuse(allowed.error());
    auto invited = co_await invitees_of(table_.ports(), invitations_, caller, std::move(request.parties));
    if (!invited) co_return refuse(invited.error());

    domain::RoomPlan plan{.invitees = std::move(invited->invitees),
                          .name = std::move(request.name),
                          .is_public = request.is_public,
                          .archive = request.archive};
    const auto named =
        std::erase_if(plan.invitees, [&](const domain::Invitee& invitee) { return invitee.person.id == creator->id; });
    plan.creator_takes_part = named > 0 || !creator->is_supervisor();
    const auto now = table_.ports().clock.now();
    const bool administrative = creator->is_supervisor();
    auto room = !administrative && domain::is_one_to_one(plan)
                    ? domain::open_chat(*creator, plan.invitees.front(), now)
                    : domain::create_room(*creator, plan, now, table_.limits());
    if (!room) co_return refuse(room.error());
    PlannedRoom planned{std::move(*room), std::move(invited->guests)};
    if (administrative) {
        planned.audited =
            table_.ports().audit.entry(caller, domain::AuditAction::room_created, domain::target_of(planned.room),
                                       plan.creator_takes_part ? "" : "without taking part");
    }
    co_return std::move(planned);
}

}  // namespace foyer::app
