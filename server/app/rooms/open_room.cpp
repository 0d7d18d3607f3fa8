#include "server/app/rooms/open_room.hpp"

#include "server/domain/room/create_room.hpp"
#include "server/domain/room/rights.hpp"

namespace foyer::app {
namespace {

/// A new room is told when it comes into memory (see LiveRoom).
Task<Result<void>> bring_into_memory(RoomTable& table, RoomId id) {
    auto entered = co_await table.enter(id);
    if (!entered) co_return refuse(entered.error());
    co_return Result<void>{};
}

Result<domain::RoomChange> decide_reopening(const LiveRoom& room, const domain::Person& actor) {
    // Both parties of a pair may always open it again; whether they may talk has been decided.
    if (!room.room().multi && room.room().find(actor.id) && !room.room().ended) {
        return domain::RoomChange{.next = domain::open_again(room.room(), actor.id), .messages = {}};
    }
    auto sees = domain::permit(domain::RoomOperation::read, room.room(), actor, room.directory());
    if (!sees) return refuse(sees.error());
    return domain::RoomChange{.next = room.room(), .messages = {}};
}

}  // namespace

Task<Result<RoomId>> open_room(RoomTable& table, Caller caller, domain::Room room, std::string idempotency_key) {
    if (idempotency_key.size() > table.settings().idempotency_key_bytes) {
        co_return refuse(ErrorCode::bad_request, "The idempotency key is too long.");
    }
    auto created = co_await table.ports().store.create(std::move(room), std::move(idempotency_key));
    if (!created) co_return refuse(created.error());
    const auto id = created->stored.room.id;
    if (created->existed) {
        auto opened = co_await table.change(caller, id, decide_reopening);
        if (!opened) co_return refuse(opened.error());
        co_return id;
    }
    auto told = co_await table.on_strand(id, bring_into_memory(table, id));
    if (!told) co_return refuse(told.error());
    co_return id;
}

}  // namespace foyer::app
