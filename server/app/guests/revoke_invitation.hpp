#pragma once
#include "server/app/audit/audit_log.hpp"
#include "server/app/guests/dismiss_guest.hpp"
#include "server/app/guests/invitations.hpp"
#include "server/app/people/actor.hpp"

namespace foyer::app {

/// The link stops working, and the guest is out at once (contract 9). For the inviter and the supervisors of his
/// company; to others the invitation does not exist. Administrators may revoke anybody's. Repeating it has no effect.
/// Any I/O thread. Errors: `not_found`, `conflict`, `store_failed`, for anybody's also `forbidden`.
class RevokeInvitation {
public:
    RevokeInvitation(Invitations& invitations, DismissGuest& dismiss, AuditLog& audit)
        : invitations_(invitations), dismiss_(dismiss), audit_(audit) {}

    Task<Result<void>> run(Caller caller, InvitationId id);
    Task<Result<void>> anybodys(Actor actor, InvitationId id);

private:
    Task<Result<void>> revoke(InvitationId id, Invitations::Decide decide, std::string who);

    Invitations& invitations_;
    DismissGuest& dismiss_;
    AuditLog& audit_;
};

}  // namespace foyer::app
