#include "server/app/rooms/read_history.hpp"

#include <algorithm>

#include "server/domain/room/read_room.hpp"

namespace foyer::app {

Task<Result<HistoryPage>> ReadHistory::run(Caller caller, HistoryRequest request) {
    if (request.before && request.after) {
        co_return refuse(ErrorCode::bad_request, "Give one of before and after.");
    }
    const auto readable = co_await table_.on_strand(request.room, look(caller, request.room));
    if (!readable) co_return refuse(readable.error());
    if (readable->watched) {
        auto room = *readable->watched;
        const auto entered =
            co_await table_.ports().audit.look(caller, domain::AuditAction::room_watched, std::move(room));
        if (!entered) co_return refuse(entered.error());
    }
    const auto& settings = table_.settings();
    const auto limit = request.limit == 0 ? settings.history_page_default : request.limit;
    ports::MessageRange range{.room = request.room,
                              .after = {},
                              .before = request.before,
                              .floor = readable->floor,
                              .limit = std::min(limit, settings.history_page)};
    if (request.after) range.after = request.after;
    auto page = co_await table_.ports().store.messages(range);
    if (!page) co_return refuse(page.error());
    HistoryPage answer{.messages = std::move(page->messages), .more = page->more, .newest = readable->newest};
    if (!answer.messages.empty()) answer.newest = std::max(answer.newest, answer.messages.back().seq);
    co_return std::move(answer);
}

Task<Result<ReadHistory::Readable>> ReadHistory::look(Caller caller, RoomId id) {
    const auto entered = co_await table_.enter(id);
    if (!entered) co_return refuse(entered.error());
    const auto& room = *entered->room;
    const auto* const person = room.directory().find(caller.person);
    if (!person) co_return refuse(ErrorCode::not_found);
    const auto floor = domain::history_floor(room.room(), *person, room.directory());
    if (!floor) co_return refuse(floor.error());
    Readable readable{.floor = *floor, .newest = room.newest(), .watched = {}};
    if (!room.room().has_member(person->id)) readable.watched = domain::target_of(room.room());
    co_return readable;
}

}  // namespace foyer::app
