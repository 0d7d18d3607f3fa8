#include "server/storage/sqlite/room_heads.hpp"

namespace foyer::storage {

std::optional<RoomHead> RoomHeads::get(Connection& db, RoomId room) {
    const auto known = heads_.find(room);
    if (known != heads_.end()) return known->second;
    auto row = db.query(
        "SELECT version, (SELECT max(seq) FROM messages WHERE messages.room = rooms.id) FROM rooms WHERE id = ?", room);
    if (!row.step()) return std::nullopt;
    const RoomHead head{row.number(0), Seq{row.number(1)}};
    put(room, head);
    return head;
}

void RoomHeads::put(RoomId room, RoomHead head) {
    // Full: start again. Busy rooms are back at once, at the price of a look-up each.
    if (heads_.size() >= bound_ && !heads_.contains(room)) heads_.clear();
    heads_.insert_or_assign(room, head);
}

}  // namespace foyer::storage
