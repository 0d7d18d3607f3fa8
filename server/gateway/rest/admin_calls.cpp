// Rooms of the whole server and the audit log, for administrators.
#include "server/gateway/rest/rest_operations.hpp"
#include "server/gateway/wire/to_wire.hpp"

namespace foyer::gateway {

namespace {

void fill(const ports::RoomOverview& room, v1::AdminRoom& out) {
    out.set_room_id(room.id.value());
    out.set_name(room.name);
    out.set_multi(room.multi);
    out.set_public_(room.is_public);
    out.set_archive(room.archive);
    out.set_ended(room.ended);
    out.set_owner_id(room.owner.value());
    out.set_company_id(room.company.value());
    out.set_members(room.members);
    out.set_guests(room.guests);
    out.set_messages(room.newest.value());
    out.set_created_ms(wire_time(room.created));
    out.set_last_message_ms(wire_time(room.last_message));
}

void fill(const domain::AuditEntry& entry, v1::AuditEntry& out) {
    out.set_audit_id(entry.id.value());
    out.set_at_ms(wire_time(entry.at));
    out.set_contact_id(entry.actor.value());
    out.set_actor_name(entry.actor_name);
    out.set_local(entry.local);
    out.set_action(std::string(domain::name_of(entry.action)));
    out.set_target(domain::text_of(entry.target));
    out.set_target_name(entry.target.name);
    out.set_detail(entry.detail);
}

Task<Result<v1::AdminRoomPage>> list_all_rooms(RestDesk& desk, app::Actor actor, v1::ListAllRoomsRequest request) {
    const CompanyId company{request.company_id()};
    const RoomId after{request.after()};
    const auto page = co_await desk.app.list_all_rooms.run(actor, company, after, desk.page(request.limit()));
    if (!page) co_return refuse(page.error());
    v1::AdminRoomPage answer;
    answer.set_more(page->more);
    for (const auto& room : page->rooms) fill(room, *answer.add_rooms());
    co_return answer;
}

Task<Result<v1::Done>> close_room(RestDesk& desk, app::Actor actor, v1::CloseRoomRequest request) {
    const auto closed = co_await desk.app.close_room.run(actor, RoomId{request.room_id()});
    if (!closed) co_return refuse(closed.error());
    co_return v1::Done{};
}

Task<Result<v1::AdminHistoryPage>> export_room(RestDesk& desk, app::Actor actor,
                                               v1::ReadRoomAsAdministratorRequest request) {
    const RoomId room{request.room_id()};
    const auto page = co_await desk.app.export_room.run(actor, room, Seq{request.after()}, request.limit());
    if (!page) co_return refuse(page.error());
    v1::AdminHistoryPage answer;
    fill(page->room, *answer.mutable_room());
    v1::Room view;
    to_wire(*page->view, view);
    answer.mutable_members()->Swap(view.mutable_members());
    for (const auto& message : page->messages) to_wire(message, *answer.add_messages());
    answer.set_more(page->more);
    co_return answer;
}

Task<Result<v1::AuditPage>> list_audit(RestDesk& desk, app::Actor actor, v1::ListAuditRequest request) {
    ports::AuditFilter filter;
    filter.before = AuditId{request.before()};
    filter.actor = ContactId{request.contact_id()};
    filter.limit = desk.page(request.limit());
    if (!request.action().empty()) {
        filter.action = domain::parse_audit_action(request.action());
        if (!filter.action) co_return refuse(ErrorCode::bad_request, "There is no such action in the audit log.");
    }
    const auto page = co_await desk.app.read_audit.run(actor, filter);
    if (!page) co_return refuse(page.error());
    v1::AuditPage answer;
    answer.set_more(page->more);
    for (const auto& entry : page->entries) fill(entry, *answer.add_entries());
    co_return answer;
}

}  // namespace

void bind_admin_calls(RestOperations& operations) {
    operations.bind<route::ListAllRooms>(list_all_rooms);
    operations.bind<route::CloseRoom>(close_room);
    operations.bind<route::ReadRoomAsAdministrator>(export_room);
    operations.bind<route::ListAudit>(list_audit);
}

}  // namespace foyer::gateway
