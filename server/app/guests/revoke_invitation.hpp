#pragma once
#include "server/app/guests/dismiss_guest.hpp"
#include "server/app/guests/invitations.hpp"

namespace foyer::app {

/// The link stops working, and the guest is out at once (contract 9). For the inviter and the supervisors of his
/// company; to others the invitation does not exist. Repeating it has no effect. Any I/O thread.
/// Errors: `not_found`, `conflict`, `store_failed`.
class RevokeInvitation {
public:
    RevokeInvitation(Invitations& invitations, DismissGuest& dismiss) : invitations_(invitations), dismiss_(dismiss) {}

    Task<Result<void>> run(Caller caller, InvitationId id);

private:
    Invitations& invitations_;
    DismissGuest& dismiss_;
};

}  // namespace foyer::app
