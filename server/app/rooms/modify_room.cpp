#include "server/app/rooms/modify_room.hpp"

#include "server/domain/room/modify_room.hpp"

namespace foyer::app {

Task<Result<void>> ModifyRoom::run(Caller caller, RoomId room, domain::RoomModification modification) {
    const auto decide = [modification = std::move(modification), now = table_.ports().clock.now(),
                         limits = table_.limits(), caller,
                         &audit = table_.ports().audit](const LiveRoom& live, const domain::Person& by) {
        auto change = domain::modify_room(live.room(), by, modification, live.directory(), now, limits);
        if (change && !live.room().has_member(by.id)) {
            std::string what;  // The notices say it: "Sue made the room public."
            for (const auto& notice : change->messages)
                what += fmt::format("{}{}", what.empty() ? "" : " ", notice.text);
            change->audited =
                audit.entry(caller, domain::AuditAction::room_changed, domain::target_of(live.room()), std::move(what));
        }
        return change;
    };
    co_return co_await table_.change(caller, room, decide);
}

}  // namespace foyer::app
