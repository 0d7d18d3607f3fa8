#pragma once
#include <optional>

#include "server/ports/room_store.hpp"
#include "server/storage/sqlite/connection.hpp"

namespace foyer::storage {

/// The room with its members and its newest seq.
std::optional<ports::StoredRoom> read_room(Connection& db, RoomId id);
std::optional<ports::RoomOverview> read_overview(Connection& db, RoomId id);
std::vector<domain::Member> read_members(Connection& db, RoomId id);
ports::MessagePage read_messages(Connection& db, const ports::MessageRange& range);
std::optional<domain::Message> read_message(Connection& db, RoomId room, ContactId author,
                                            const std::string& idempotency_key);
std::optional<RoomId> find_room_of_pair(Connection& db, ContactId one, ContactId other);
std::optional<RoomId> find_room_of_key(Connection& db, ContactId owner, const std::string& idempotency_key);
bool is_request_done(Connection& db, RoomId room, const domain::RequestKey& request);

}  // namespace foyer::storage
