#include "server/app/guests/dismiss_guest.hpp"

#include "server/domain/room/leave_room.hpp"

namespace foyer::app {

Task<Result<void>> DismissGuest::run(ContactId guest, std::string notice, std::string reason) {
    const auto left = co_await leave_rooms(guest, std::move(notice));
    const auto ended = co_await sessions_.end_all(guest, std::move(reason));
    if (!left) co_return left;
    if (!ended) co_return ended;
    auto forgotten = co_await invitations_.store().forget(guest);
    if (!forgotten) co_return forgotten;
    co_return co_await invitations_.refresh_directory();
}

Task<Result<void>> DismissGuest::leave_rooms(ContactId guest, std::string notice) {
    const auto entries = co_await rooms_.ports().store.rooms_of(guest, rooms_.settings().snapshot_rooms);
    if (!entries) co_return refuse(entries.error());
    const auto decide = [notice = std::move(notice), now = invitations_.now()](
                            const LiveRoom& live, const domain::Person& person) -> Result<domain::RoomChange> {
        auto change = domain::leave_room(live.room(), person, live.directory());
        if (change && !notice.empty() && !change->next.ended) change->messages.push_back(domain::notice(notice, now));
        return change;
    };
    const Caller self{.person = guest, .session = {}};
    for (const auto& entry : *entries) {
        auto left = co_await rooms_.change(self, entry.room.id, decide);
        const auto gone = [](ErrorCode code) { return code == ErrorCode::not_found || code == ErrorCode::room_ended; };
        if (!left && !gone(left.error().code)) co_return left;
    }
    co_return Result<void>{};
}

}  // namespace foyer::app
