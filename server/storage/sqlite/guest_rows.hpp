#pragma once
#include <optional>
#include <vector>

#include "lib/base/result.hpp"
#include "server/domain/guest/new_guests.hpp"
#include "server/storage/sqlite/connection.hpp"

namespace foyer::storage {

// Invitations and guests as rows. Writing happens inside the transaction of a group, in atomically().

/// Stores guests and their invitations into `room` (0: none). Errors: `limit_reached`, `not_found` (the company),
/// `already_exists` (an id or uname).
Result<void> put_new_guests(Connection& db, const domain::NewGuests& guests, RoomId room);

/// Whether so many more guests and messages keep the bounds of this inviter. Error: `limit_reached`.
Result<void> check_guest_bounds(Connection& db, const domain::Invitation& invitation, const domain::GuestBounds& bounds,
                                std::size_t guests, std::size_t messages);
/// Puts a message for the invitation into the queue.
void put_delivery(Connection& db, const domain::Invitation& invitation, Instant now);

/// The columns that `invitation_of` reads, in their order.
#define FOYER_INVITATION_COLUMNS                                                                                   \
    "id, version, room, guest, inviter, company, name, email, mobile, language, application, channel, state,"      \
    " delivery, delivery_error, seed, token_hash, pin_hash, wrong_pins, created, valid_from, valid_to, delete_at," \
    " ended, uses, uses_max, idempotency_key"
domain::Invitation invitation_of(const Query& row);
std::optional<domain::Invitation> read_invitation(Connection& db, InvitationId id);

}  // namespace foyer::storage
