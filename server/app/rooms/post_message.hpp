#pragma once
#include <string>

#include "server/app/caller.hpp"
#include "server/app/rooms/room_table.hpp"
#include "server/domain/room/post_message.hpp"

namespace foyer::app {

/// Writes a message into a room (contract 2.4 post). In a one-to-one room it brings back the party who left.
/// Any I/O thread; works on the room's strand. Resumes when the message is on stable storage; everybody is told.
/// The same `idempotency_key` (may be empty) of the same author in the same room is the same message.
/// Errors: `not_found`, `watching_only`, `room_ended`, `bad_text`, `bad_request` (key too long), `not_in_roster`,
/// `conflict`, `store_failed`.
class PostMessage {
public:
    explicit PostMessage(RoomTable& table) : table_(table) {}

    Task<Result<Seq>> run(Caller caller, RoomId room, std::string text, std::string idempotency_key);

private:
    Task<Result<Seq>> post(Caller caller, RoomId room, domain::NewMessage message);

    RoomTable& table_;
};

}  // namespace foyer::app
