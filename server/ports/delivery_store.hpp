#pragma once
#include <optional>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/domain/guest/new_guests.hpp"

namespace foyer::ports {

/// A message that somebody is at work on.
struct Delivery {
    DeliveryId id;
    InvitationId invitation;
    std::uint32_t attempts = 0;  ///< This one included.
    bool operator==(const Delivery&) const = default;
};

/// What became of an attempt.
struct Settlement {
    DeliveryId id;
    domain::DeliveryState state = domain::DeliveryState::sent;  ///< `queued`: once more, at `next_attempt`.
    Instant next_attempt{};
    std::string reason;
};

/// The queue of messages to guests, on stable storage. Messages enter it with their invitations (RoomStore, GuestStore)
/// or by enqueue(). Who takes one marks it before it leaves the house: after a crash nobody knows whether it was sent,
/// and it is not sent again by itself. Any I/O thread; a write resumes its caller when it is durable.
/// Errors: `not_found`, `limit_reached`, `store_failed`, `unavailable`. A refused call changes nothing.
class DeliveryStore {
public:
    virtual ~DeliveryStore() = default;

    /// Takes those that are due, the oldest first, at most `limit`, and marks them.
    virtual Task<Result<std::vector<Delivery>>> take(Instant now, std::uint32_t limit) = 0;
    /// Notes what became of it, on the invitation, too, if this is its newest message. Gives the invitation; nullopt if it
    /// is gone, or another message is its newest.
    virtual Task<Result<std::optional<domain::Invitation>>> settle(Settlement settlement) = 0;
    /// At the start: what was taken and never settled has failed, with this reason. Gives how many.
    virtual Task<Result<std::uint32_t>> recover(std::string reason) = 0;
    /// One more message for an invitation. Gives the invitation. Error besides: `limit_reached` for the bounds.
    virtual Task<Result<domain::Invitation>> enqueue(InvitationId invitation, domain::GuestBounds bounds,
                                                     Instant now) = 0;
    /// Settled ones that were asked for before that time.
    virtual Task<Result<void>> remove_settled(Instant before) = 0;
    /// How many wait or are under way.
    virtual Task<Result<std::uint32_t>> waiting() = 0;
};

}  // namespace foyer::ports
