#pragma once
#include "server/storage/memory/memory_tables.hpp"
#include "server/storage/rules/guest_rules.hpp"

namespace foyer::storage {

// How guests come into being, alone or with a room. Under the mutex of the tables.

/// Errors: `limit_reached`, `not_found` (the company), `already_exists` (an uname).
[[nodiscard]] Result<void> check_new_guests(const MemoryTables& tables, const domain::NewGuests& guests);
[[nodiscard]] GuestCounts counts_for(const MemoryTables& tables, const domain::Invitation& invitation,
                                     const domain::GuestBounds& bounds);
void put_delivery(MemoryTables& tables, const domain::Invitation& invitation, Instant now);
void put_new_guests(MemoryTables& tables, domain::NewGuests guests, RoomId room);

}  // namespace foyer::storage
