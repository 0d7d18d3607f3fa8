#include "server/app/rooms/list_public_rooms.hpp"

#include <algorithm>

#include "server/domain/room/rights.hpp"

namespace foyer::app {
namespace {

PublicRoom listed(const domain::Room& room) {
    const auto here = [](const domain::Member& member) { return member.state != domain::MemberState::left; };
    return {.id = room.id,
            .name = room.name,
            .member_count = static_cast<std::uint32_t>(std::ranges::count_if(room.members, here)),
            .archive = room.archive};
}

}  // namespace

Task<Result<PublicRoomPage>> ListPublicRooms::run(Caller caller, RoomId after) {
    const auto directory = table_.ports().directory.current();
    const auto* const person = directory->find(caller.person);
    if (!person) co_return refuse(ErrorCode::not_found);
    if (auto allowed = domain::permit_creation(*person); !allowed) co_return refuse(allowed.error());
    const auto limit = table_.settings().public_page;
    auto rooms = co_await table_.ports().store.public_rooms(person->company, after, limit + 1);
    if (!rooms) co_return refuse(rooms.error());
    PublicRoomPage page{.rooms = {}, .more = rooms->size() > limit};
    if (page.more) rooms->resize(limit);
    for (const auto& stored : *rooms) page.rooms.push_back(listed(stored.room));
    co_return std::move(page);
}

}  // namespace foyer::app
