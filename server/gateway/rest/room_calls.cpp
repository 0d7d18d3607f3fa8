// Rooms and their members.
#include "server/gateway/rest/rest_operations.hpp"
#include "server/gateway/wire/from_wire.hpp"
#include "server/gateway/wire/to_wire.hpp"

namespace foyer::gateway {

namespace {

void fill(const app::RoomInfo& info, v1::RoomInfo& out) {
    to_wire(*info.view, *out.mutable_room());
    out.set_newest(info.newest.value());
    out.set_seen(info.seen.value());
    out.set_watched(info.watched);
}

/// The room as it stands now, after what was done to it.
Task<Result<v1::RoomInfo>> shown(RestDesk& desk, app::Caller caller, RoomId room) {
    const auto info = co_await desk.app.read_room.run(caller, room);
    if (!info) co_return refuse(info.error());
    v1::RoomInfo answer;
    fill(*info, answer);
    co_return answer;
}

Task<Result<v1::RoomPage>> list_rooms(RestDesk& desk, app::Caller caller, v1::ListRoomsRequest request) {
    app::RoomListRequest wish;
    wish.watched = request.watched();
    wish.before = RoomId{request.before()};
    wish.limit = desk.page(request.limit());
    const auto page = co_await desk.app.list_rooms.run(caller, wish);
    if (!page) co_return refuse(page.error());
    v1::RoomPage answer;
    answer.set_more(page->more);
    for (const auto& info : page->rooms) fill(info, *answer.add_rooms());
    co_return answer;
}

Task<Result<v1::RoomInfo>> create_room(RestDesk& desk, app::Caller caller, v1::CreateRoomRequest request) {
    auto parties = parties_from_wire(request.parties());
    if (!parties) co_return refuse(parties.error());
    app::NewRoom wish;
    wish.parties = std::move(*parties);
    wish.name = request.name();
    wish.is_public = request.public_();
    wish.archive = request.archive();
    wish.idempotency_key = request.idempotency_key();
    const auto room = co_await desk.app.create_room.run(caller, std::move(wish));
    if (!room) co_return refuse(room.error());
    co_return co_await shown(desk, caller, *room);
}

Task<Result<v1::RoomInfo>> read_room(RestDesk& desk, app::Caller caller, v1::ReadRoomRequest request) {
    return shown(desk, caller, RoomId{request.room_id()});
}

Task<Result<v1::RoomInfo>> modify_room(RestDesk& desk, app::Caller caller, v1::ModifyRoomRequest request) {
    const RoomId room{request.room_id()};
    domain::RoomModification modification;
    if (request.has_name()) modification.name = request.name();
    if (request.has_public_()) modification.is_public = request.public_();
    if (request.has_archive()) modification.archive = request.archive();
    modification.go_multi = request.go_multi();
    const auto modified = co_await desk.app.modify_room.run(caller, room, std::move(modification));
    if (!modified) co_return refuse(modified.error());
    co_return co_await shown(desk, caller, room);
}

Task<Result<v1::RoomInfo>> add_members(RestDesk& desk, app::Caller caller, v1::AddMembersRequest request) {
    const RoomId room{request.room_id()};
    auto parties = parties_from_wire(request.parties());
    if (!parties) co_return refuse(parties.error());
    const auto added = co_await desk.app.add_members.run(caller, room, std::move(*parties), request.idempotency_key());
    if (!added) co_return refuse(added.error());
    co_return co_await shown(desk, caller, room);
}

Task<Result<v1::Done>> remove_member(RestDesk& desk, app::Caller caller, v1::RemoveMemberRequest request) {
    const auto removed =
        co_await desk.app.remove_member.run(caller, RoomId{request.room_id()}, ContactId{request.contact_id()});
    if (!removed) co_return refuse(removed.error());
    co_return v1::Done{};
}

Task<Result<v1::Done>> leave_room(RestDesk& desk, app::Caller caller, v1::LeaveRoomRequest request) {
    const auto left = co_await desk.app.leave_room.run(caller, RoomId{request.room_id()});
    if (!left) co_return refuse(left.error());
    co_return v1::Done{};
}

Task<Result<v1::RoomInfo>> join_room(RestDesk& desk, app::Caller caller, v1::JoinRoomRequest request) {
    const RoomId room{request.room_id()};
    const auto joined = co_await desk.app.join_room.run(caller, room);
    if (!joined) co_return refuse(joined.error());
    co_return co_await shown(desk, caller, room);
}

Task<Result<v1::PublicRooms>> list_public_rooms(RestDesk& desk, app::Caller caller,
                                                v1::ListPublicRoomsRequest request) {
    const auto page = co_await desk.app.list_public_rooms.run(caller, RoomId{request.after()});
    if (!page) co_return refuse(page.error());
    v1::PublicRooms answer;
    to_wire(*page, answer);
    co_return answer;
}

}  // namespace

void bind_room_calls(RestOperations& operations) {
    operations.bind<route::ListRooms>(list_rooms);
    operations.bind<route::CreateRoom>(create_room);
    operations.bind<route::ReadRoom>(read_room);
    operations.bind<route::ModifyRoom>(modify_room);
    operations.bind<route::AddMembers>(add_members);
    operations.bind<route::RemoveMember>(remove_member);
    operations.bind<route::LeaveRoom>(leave_room);
    operations.bind<route::JoinRoom>(join_room);
    operations.bind<route::ListPublicRooms>(list_public_rooms);
}

}  // namespace foyer::gateway
