#include "server/app/rooms/list_rooms.hpp"

#include <algorithm>

#include "server/app/rooms/room_view.hpp"
#include "server/domain/room/rights.hpp"

namespace foyer::app {

Task<Result<RoomPage>> ListRooms::run(Caller caller, RoomListRequest request) {
    const auto directory = table_.ports().directory.current();
    const auto* const self = directory->find(caller.person);
    if (!self || self->disabled) co_return refuse(ErrorCode::not_found);
    if (request.watched && self->is_supervisor()) {
        domain::AuditTarget all;
        const auto entered =
            co_await table_.ports().audit.look(caller, domain::AuditAction::supervision_begun, std::move(all));
        if (!entered) co_return refuse(entered.error());
    }
    auto listed = co_await entries(*self, directory, request.watched);
    if (!listed) co_return refuse(listed.error());
    std::erase_if(*listed,
                  [&](const ports::RoomEntry& entry) { return request.before && entry.room.id >= request.before; });
    std::ranges::sort(*listed, std::ranges::greater{}, [](const ports::RoomEntry& entry) { return entry.room.id; });

    RoomPage page{.rooms = {}, .more = listed->size() > request.limit};
    if (page.more) listed->resize(request.limit);
    for (auto& entry : *listed) {
        page.rooms.push_back({.view = view_of(std::move(entry.room), *directory),
                              .newest = entry.newest,
                              .seen = request.watched ? Seq{} : entry.seen,
                              .watched = request.watched});
    }
    co_return std::move(page);
}

Task<Result<std::vector<ports::RoomEntry>>> ListRooms::entries(domain::Person self, DirectorySnapshot directory,
                                                               bool watched) {
    auto& store = table_.ports().store;
    const auto limit = table_.settings().snapshot_rooms;
    if (!watched) co_return co_await store.rooms_of(self.id, limit);
    if (!self.is_supervisor()) co_return std::vector<ports::RoomEntry>{};
    auto seen = co_await store.rooms_involving(self.supervises, limit);
    if (!seen) co_return refuse(seen.error());
    std::erase_if(*seen, [&](const ports::RoomEntry& entry) {
        return domain::standing(entry.room, self, *directory) != domain::Standing::watching;
    });
    co_return std::move(*seen);
}

Task<Result<RoomInfo>> ReadRoom::run(Caller caller, RoomId room) {
    co_return co_await table_.on_strand(room, look(caller, room));
}

Task<Result<RoomInfo>> ReadRoom::look(Caller caller, RoomId id) {
    RoomInfo info;
    {
        const auto entered = co_await table_.enter(id);
        if (!entered) co_return refuse(entered.error());
        const auto& room = *entered->room;
        const auto* const person = room.directory().find(caller.person);
        if (!person) co_return refuse(ErrorCode::not_found);
        const auto stands = domain::permit(domain::RoomOperation::read, room.room(), *person, room.directory());
        if (!stands) co_return refuse(stands.error());
        info = {.view = room.view(), .newest = room.newest(), .seen = {}, .watched = false};
        info.watched = *stands == domain::Standing::watching;
    }
    if (info.watched) {
        auto room_looked_at = domain::target_of(info.view->room);
        const auto entered =
            co_await table_.ports().audit.look(caller, domain::AuditAction::room_watched, std::move(room_looked_at));
        if (!entered) co_return refuse(entered.error());
        co_return std::move(info);
    }
    const auto seen = co_await table_.ports().store.move_seen(id, caller.person, Seq{});
    if (!seen) co_return refuse(seen.error());
    info.seen = *seen;
    co_return std::move(info);
}

}  // namespace foyer::app
