#include "server/domain/guest/use_link.hpp"

#include <algorithm>

namespace foyer::domain {

bool link_works(const Invitation& invitation, const InvitationRules& rules, Instant now) {
    return !invitation.is_final() && now < invitation.valid_to && invitation.uses < invitation.uses_max &&
           invitation.wrong_pins < rules.wrong_pins;
}

Result<Invitation> redeem(const Invitation& invitation, PinAnswer pin, const InvitationRules& rules, Instant now) {
    if (!link_works(invitation, rules, now)) return refuse(ErrorCode::link_invalid);
    if (now < invitation.valid_from) return refuse(ErrorCode::link_invalid, "This link is not valid yet.");
    if (invitation.has_pin && pin != PinAnswer::right) return refuse(ErrorCode::wrong_pin);
    auto next = invitation;
    next.state = InvitationState::redeemed;
    next.wrong_pins = 0;
    ++next.uses;
    return next;
}

Invitation count_wrong_pin(Invitation invitation, const InvitationRules& rules, Instant now) {
    ++invitation.wrong_pins;
    // Who has come stays: his link alone has become useless.
    if (invitation.wrong_pins < rules.wrong_pins || invitation.state != InvitationState::open) return invitation;
    return finish(std::move(invitation), InvitationState::revoked, now);
}

Invitation finish(Invitation invitation, InvitationState state, Instant now) {
    if (invitation.is_final() || invitation.state == state) return invitation;
    invitation.state = state;
    invitation.ended = now;
    return invitation;
}

bool may_manage(const Person& person, const Invitation& invitation, const Directory& directory) {
    if (person.disabled || person.kind != PersonKind::user) return false;
    if (person.id == invitation.inviter) return true;
    const auto* const inviter = directory.find(invitation.inviter);
    return person.supervises_company(inviter ? inviter->company : invitation.company);
}

std::vector<ContactId> managers_of(const Invitation& invitation, const Directory& directory) {
    const auto* const inviter = directory.find(invitation.inviter);
    auto managers = directory.supervisors_of(inviter ? inviter->company : invitation.company);
    if (inviter && !inviter->disabled) {
        const auto at = std::ranges::lower_bound(managers, inviter->id);
        if (at == managers.end() || *at != inviter->id) managers.insert(at, inviter->id);
    }
    return managers;
}

InvitationState fate_of(const Invitation& invitation, const GuestFacts& facts, Instant now) {
    if (invitation.is_final()) return invitation.state;
    if (invitation.state == InvitationState::open) {
        if (invitation.valid_to <= now) return InvitationState::expired;
        return invitation.delete_at <= now ? InvitationState::ended : InvitationState::open;
    }
    if (invitation.room && !facts.is_member) return InvitationState::ended;
    const bool can_return = now < invitation.valid_to && invitation.uses < invitation.uses_max;
    return can_return || facts.has_session ? InvitationState::redeemed : InvitationState::expired;
}

}  // namespace foyer::domain
