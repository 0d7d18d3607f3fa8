#include "server/app/guests/revoke_invitation.hpp"

#include <fmt/format.h>

#include "server/domain/guest/use_link.hpp"

namespace foyer::app {

Task<Result<void>> RevokeInvitation::run(Caller caller, InvitationId id) {
    const auto directory = invitations_.directory();
    const auto* const person = directory->find(caller.person);
    if (!person) co_return refuse(ErrorCode::not_found);
    Invitations::Decide decide = [&](const domain::Invitation& invitation) -> Result<domain::Invitation> {
        if (!domain::may_manage(*person, invitation, *directory)) return refuse(ErrorCode::not_found);
        return domain::finish(invitation, domain::InvitationState::revoked, invitations_.now());
    };
    co_return co_await revoke(id, std::move(decide), person->name);
}

Task<Result<void>> RevokeInvitation::anybodys(Actor actor, InvitationId id) {
    if (!may_administer(actor, *invitations_.directory())) co_return refuse(ErrorCode::forbidden);
    const auto found = co_await invitations_.store().find(id);
    if (!found) co_return refuse(found.error());
    if (!found->is_final()) {  // Else nothing changes, and nothing is entered.
        domain::AuditTarget target{domain::AuditTargetKind::invitation, id.value(), found->name};
        const auto entered =
            co_await audit_.look(actor, domain::AuditAction::invitation_revoked, std::move(target), true);
        if (!entered) co_return refuse(entered.error());
    }
    Invitations::Decide decide = [&](const domain::Invitation& invitation) -> Result<domain::Invitation> {
        return domain::finish(invitation, domain::InvitationState::revoked, invitations_.now());
    };
    co_return co_await revoke(id, std::move(decide), "The administrator");
}

Task<Result<void>> RevokeInvitation::revoke(InvitationId id, Invitations::Decide decide, std::string who) {
    auto revoked = co_await invitations_.change(id, std::move(decide));
    if (!revoked) co_return refuse(revoked.error());
    invitations_.tell(*revoked);
    if (!invitations_.directory()->find(revoked->guest)) co_return Result<void>{};
    co_return co_await dismiss_.run(revoked->guest,
                                    fmt::format("{} withdrew the invitation of {}.", who, revoked->name),
                                    "The invitation was withdrawn.");
}

}  // namespace foyer::app
