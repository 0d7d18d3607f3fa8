#pragma once
#include <string>

#include "schema/feed.pb.h"
#include "schema/model.pb.h"
#include "server/app/rooms/list_public_rooms.hpp"
#include "server/app/rooms/read_history.hpp"
#include "server/gateway/wire/self_to_wire.hpp"
#include "server/ports/publisher.hpp"

/// Values of the application as wire messages: the one place where they are translated outwards. Pure; any thread.
namespace foyer::gateway {

[[nodiscard]] double wire_time(Instant instant);

void to_wire(const ports::ContactView& view, v1::Contact& out);
void to_wire(const ports::Presence& presence, v1::Presence& out);
void to_wire(const ports::RoomView& view, v1::Room& out);
void to_wire(const domain::Message& message, v1::Message& out);
void to_wire(const ports::InvitationChanged& shown, v1::Invitation& out);
void to_wire(RoomId room, const app::HistoryPage& page, v1::HistoryPage& out);
void to_wire(const app::PublicRoomPage& page, v1::PublicRooms& out);

/// The event frame, or a frame without body for an event that clients are not told in words (SessionsEnded).
[[nodiscard]] v1::ServerFrame to_wire(const ports::Event& event);

}  // namespace foyer::gateway
