#include "server/app/guests/resend_invitation.hpp"

#include "server/domain/guest/use_link.hpp"

namespace foyer::app {

namespace {

Result<void> may_resend(const domain::Invitation& invitation, const domain::InvitationRules& rules, Instant now) {
    using domain::InvitationChannel;
    if (invitation.channel == InvitationChannel::link) {
        return refuse(ErrorCode::bad_request, "This invitation was passed on as a link.");
    }
    if (!domain::link_works(invitation, rules, now)) return refuse(ErrorCode::link_invalid);
    if (invitation.delivery == domain::DeliveryState::queued) {
        return refuse(ErrorCode::limit_reached, "The last message has not been sent yet.");
    }
    const bool possible = invitation.channel == InvitationChannel::email ? rules.can_mail : rules.can_text;
    if (!possible) return refuse(ErrorCode::feature_unavailable);
    return {};
}

}  // namespace

Task<Result<void>> ResendInvitation::run(Caller caller, InvitationId id) {
    const auto directory = invitations_.directory();
    const auto* const person = directory->find(caller.person);
    const auto found = co_await invitations_.store().find(id);
    if (!found) co_return refuse(found.error());
    if (!person || !domain::may_manage(*person, *found, *directory)) co_return refuse(ErrorCode::not_found);
    const auto now = invitations_.now();
    if (auto may = may_resend(*found, invitations_.settings().rules, now); !may) co_return may;
    const auto bounds = invitations_.bounds();
    const auto queued = co_await deliveries_.enqueue(id, bounds, now);
    if (!queued) co_return refuse(queued.error());
    invitations_.tell(*queued);
    co_return Result<void>{};
}

}  // namespace foyer::app
