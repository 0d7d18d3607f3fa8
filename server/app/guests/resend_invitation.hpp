#pragma once
#include "server/app/guests/invitations.hpp"
#include "server/ports/delivery_store.hpp"

namespace foyer::app {

/// Sends the e-mail or text message of an invitation once more. For the inviter and the supervisors of his company. Any
/// I/O thread. Errors: `not_found`, `bad_request` (there is nothing to send), `link_invalid`, `limit_reached` (quotas, or
/// the last message still waits), `feature_unavailable`, `store_failed`.
class ResendInvitation {
public:
    ResendInvitation(Invitations& invitations, ports::DeliveryStore& deliveries)
        : invitations_(invitations), deliveries_(deliveries) {}

    Task<Result<void>> run(Caller caller, InvitationId id);

private:
    Invitations& invitations_;
    ports::DeliveryStore& deliveries_;
};

}  // namespace foyer::app
