#include "server/app/admin/close_room.hpp"

#include "server/domain/room/close_room.hpp"

namespace foyer::app {

Task<Result<void>> CloseRoom::run(Actor actor, RoomId room) {
    if (!may_administer(actor, *directory_.current())) co_return refuse(ErrorCode::forbidden);
    const auto decide = [actor, now = table_.ports().clock.now(),
                         &audit = table_.ports().audit](const LiveRoom& live) -> Result<domain::RoomChange> {
        auto change = domain::close_room(live.room(), now);
        change.audited = audit.entry(actor, domain::AuditAction::room_closed, domain::target_of(live.room()));
        return change;
    };
    co_return co_await table_.administer(room, decide);
}

}  // namespace foyer::app
