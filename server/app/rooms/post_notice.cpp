#include "server/app/rooms/post_notice.hpp"

#include "server/domain/room/leave_room.hpp"

namespace foyer::app {

Task<Result<void>> PostNotice::run(RoomId room, std::string text) {
    co_return co_await table_.on_strand(room, post(room, std::move(text)));
}

Task<Result<void>> PostNotice::post(RoomId id, std::string text) {
    for (std::uint32_t tries = 0; tries <= table_.settings().conflict_retries; ++tries) {
        auto entered = co_await table_.enter(id);
        if (!entered) co_return refuse(entered.error());
        auto& room = *entered->room;
        if (room.room().ended) co_return refuse(ErrorCode::room_ended);
        auto draft = domain::notice(text, table_.ports().clock.now());
        const auto effect = room.turnstile().let_on(std::move(entered->pass));
        auto committed = co_await room.commit(std::move(draft));
        if (committed) co_return Result<void>{};
        if (committed.error().code != ErrorCode::conflict) co_return refuse(committed.error());
    }
    co_return refuse(ErrorCode::conflict);
}

}  // namespace foyer::app
