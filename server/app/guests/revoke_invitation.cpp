#include "server/app/guests/revoke_invitation.hpp"

#include <fmt/format.h>

#include "server/domain/guest/use_link.hpp"

namespace foyer::app {

Task<Result<void>> RevokeInvitation::run(Caller caller, InvitationId id) {
    const auto directory = invitations_.directory();
    const auto* const person = directory->find(caller.person);
    if (!person) co_return refuse(ErrorCode::not_found);
    const auto decide = [&](const domain::Invitation& invitation) -> Result<domain::Invitation> {
        if (!domain::may_manage(*person, invitation, *directory)) return refuse(ErrorCode::not_found);
        return domain::finish(invitation, domain::InvitationState::revoked, invitations_.now());
    };
    auto revoked = co_await invitations_.change(id, decide);
    if (!revoked) co_return refuse(revoked.error());
    invitations_.tell(*revoked);
    if (!directory->find(revoked->guest)) co_return Result<void>{};
    co_return co_await dismiss_.run(revoked->guest,
                                    fmt::format("{} withdrew the invitation of {}.", person->name, revoked->name),
                                    "The invitation was withdrawn.");
}

}  // namespace foyer::app
