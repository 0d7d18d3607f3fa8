#pragma once
#include "lib/base/result.hpp"
#include "server/domain/guest/new_guests.hpp"

namespace foyer::storage {

/// What counts against the bounds of guests.
struct GuestCounts {
    std::uint64_t open = 0;             ///< Invitations of the inviter that are not final.
    std::uint64_t sent_by_user = 0;     ///< Messages asked for since GuestBounds::sent_since.
    std::uint64_t sent_by_company = 0;  ///< As well.
    std::uint64_t waiting = 0;          ///< Messages that wait to be sent, of everybody.
};

/// Whether so many more guests, and messages for them, keep the bounds. Error: `limit_reached`, with the key to name.
[[nodiscard]] Result<void> check_bounds(const domain::GuestBounds& bounds, const GuestCounts& counts,
                                        std::size_t guests, std::size_t messages);

}  // namespace foyer::storage
