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

/// Guests must be in the directory before their room is told.
Task<void> show(RoomTable& table, bool has_guests) {
    if (has_guests) co_await table.ports().directory.refresh();
}

Task<Result<RoomId>> open(RoomTable& table, Caller caller, PlannedRoom planned, std::string idempotency_key) {
    if (idempotency_key.size() > table.settings().idempotency_key_bytes) {
        co_return refuse(ErrorCode::bad_request, "The idempotency key is too long.");
    }
    for (std::uint32_t tries = 0; tries <= table.settings().conflict_retries; ++tries) {
        auto created =
            co_await table.ports().store.create(planned.room, idempotency_key, planned.guests, planned.audited);
        if (!created) co_return refuse(created.error());
        const auto id = created->stored.room.id;
        co_await show(table, !planned.guests.empty());
        auto opened = created->existed ? table.change(caller, id, decide_reopening)
                                       : table.on_strand(id, bring_into_memory(table, id));
        auto done = co_await std::move(opened);
        if (done) co_return id;
        // The pair's room may have ended since it was found: then they begin a new one.
        const bool ended_meanwhile = done.error().code == ErrorCode::room_ended && !created->stored.room.ended;
        if (!ended_meanwhile) co_return refuse(done.error());
    }
    co_return refuse(ErrorCode::conflict);
}

}  // namespace

Task<Result<RoomId>> open_room(RoomTable& table, Invitations& invitations, Caller caller, PlannedRoom planned,
                               std::string idempotency_key) {
    auto newcomers = ids_of(planned.guests);
    auto opened = co_await open(table, caller, std::move(planned), std::move(idempotency_key));
    co_await invitations.tell_of(std::move(newcomers));
    co_return opened;
}

}  // namespace foyer::app
