#include "server/app/rooms/set_seen.hpp"

#include "server/domain/room/read_room.hpp"

namespace foyer::app {

Task<Result<Seq>> SetSeen::run(Caller caller, RoomId room, Seq seq) {
    co_return co_await table_.on_strand(room, see(caller, room, seq));
}

Task<Result<Seq>> SetSeen::see(Caller caller, RoomId id, Seq seq) {
    auto entered = co_await table_.enter(id);
    if (!entered) co_return refuse(entered.error());
    const auto room = entered->room;
    const auto* const person = room->directory().find(caller.person);
    if (!person) co_return refuse(ErrorCode::not_found);
    const auto target = domain::see(room->room(), room->newest(), *person, seq, room->directory());
    if (!target) co_return refuse(target.error());
    const auto effect = room->turnstile().let_on(std::move(entered->pass));

    auto& store = table_.ports().store;
    if (!room->seen_by(caller.person)) {
        const auto stands = co_await store.move_seen(id, caller.person, Seq{0});
        if (!stands) co_return refuse(stands.error());
        room->note_seen(caller.person, *stands, false);
    }
    if (const auto stands = *room->seen_by(caller.person); *target <= stands) co_return stands;
    const auto moved = co_await store.move_seen(id, caller.person, *target);
    if (!moved) co_return refuse(moved.error());
    room->note_seen(caller.person, *moved, true);
    co_return *moved;
}

}  // namespace foyer::app
