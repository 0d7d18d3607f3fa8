#include "server/app/admin/list_all_rooms.hpp"

namespace foyer::app {

Task<Result<RoomOverviewPage>> ListAllRooms::run(Actor actor, CompanyId company, RoomId after, std::uint32_t limit) {
    if (!may_administer(actor, *directory_.current())) co_return refuse(ErrorCode::forbidden);
    domain::AuditTarget all;
    const auto entered = co_await audit_.look(actor, domain::AuditAction::rooms_listed, std::move(all));
    if (!entered) co_return refuse(entered.error());
    auto found = co_await rooms_.overviews(company, after, limit + 1);
    if (!found) co_return refuse(found.error());
    RoomOverviewPage page;
    page.more = found->size() > limit;
    if (page.more) found->resize(limit);
    page.rooms = std::move(*found);
    co_return page;
}

}  // namespace foyer::app
