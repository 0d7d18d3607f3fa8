#include "server/app/rooms/remove_member.hpp"

#include "server/domain/room/leave_room.hpp"

namespace foyer::app {

Task<Result<void>> RemoveMember::run(Caller caller, RoomId room, ContactId member) {
    const auto decide = [member, caller, now = table_.ports().clock.now(), &audit = table_.ports().audit](
                            const LiveRoom& live, const domain::Person& by) {
        auto change = domain::remove_member(live.room(), by, member, live.directory(), now);
        if (change) {
            const auto* const removed = live.directory().find(member);
            auto who = fmt::format("user {} {}", member.value(), removed ? removed->name : "");
            change->audited = audit.entry(caller, domain::AuditAction::room_member_removed,
                                          domain::target_of(live.room()), std::move(who));
        }
        return change;
    };
    co_return co_await table_.change(caller, room, decide);
}

}  // namespace foyer::app
