#include "server/domain/room/invitee.hpp"

#include <fmt/format.h>

namespace foyer::domain {

Result<void> may_talk_to(const Person& inviter, const Invitee& invitee) {
    const auto& person = invitee.person;
    if (person.disabled) return refuse(ErrorCode::not_found);
    if (invitee.roster == RosterState::mutual) return {};
    const bool known = person.company == inviter.company || invitee.roster != RosterState::none ||
                       inviter.supervises_company(person.company);
    if (!known) return refuse(ErrorCode::not_found);
    return refuse(ErrorCode::not_in_roster, fmt::format("You and {} have not accepted each other.", person.name));
}

Result<void> may_bring(const Person& inviter, const Invitee& invitee) {
    const auto& person = invitee.person;
    if (person.disabled) return refuse(ErrorCode::not_found);
    if (person.kind != PersonKind::xmpp && inviter.supervises_company(person.company)) return {};
    if (person.kind != PersonKind::guest) return may_talk_to(inviter, invitee);
    if (person.company != inviter.company) return refuse(ErrorCode::not_found);
    if (!invitee.connected)
        return refuse(ErrorCode::guest_not_active, fmt::format("{} is not active at the moment.", person.name));
    return {};
}

}  // namespace foyer::domain
