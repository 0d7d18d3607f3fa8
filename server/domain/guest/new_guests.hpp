#pragma once
#include <vector>

#include "server/domain/guest/invitation.hpp"
#include "server/domain/person/person.hpp"

namespace foyer::domain {

/// Somebody who is to exist, with what invites him. Ids of people are reserved before; the invitation gets its id, and
/// the room it leads to, when it is stored.
struct NewGuest {
    Person person;
    Invitation invitation;
    bool operator==(const NewGuest&) const = default;
};

/// What the store must not let pass, whoever asks at the same time.
struct GuestBounds {
    std::uint32_t open_per_user = 200;
    std::uint32_t sent_per_user = 100;      ///< Messages since `sent_since`.
    std::uint32_t sent_per_company = 1000;  ///< As well.
    std::uint32_t queue = 10'000;           ///< Messages that wait.
    Instant sent_since{};
    bool operator==(const GuestBounds&) const = default;
};

/// Guests who come into being together with what they are invited to: all of it or nothing.
struct NewGuests {
    std::vector<NewGuest> guests;
    GuestBounds bounds;

    [[nodiscard]] bool empty() const { return guests.empty(); }
    bool operator==(const NewGuests&) const = default;
};

}  // namespace foyer::domain
