#pragma once
#include <string>

#include "server/ports/room_store.hpp"
#include "server/storage/sqlite/writer.hpp"

namespace foyer::storage {

// The writes of ports::RoomStore, each inside the transaction of its group. Writer thread.

Result<ports::Created> create_room(WriteContext& context, domain::Room room, const std::string& idempotency_key,
                                   const domain::NewGuests& guests, const domain::Audited& audited);
/// Takes its strings out of `write`.
Result<ports::Committed> commit_to_room(WriteContext& context, ports::RoomWrite& write);
Result<Seq> move_seen(WriteContext& context, RoomId room, ContactId person, Seq seq);

}  // namespace foyer::storage
