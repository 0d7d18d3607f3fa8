#include "server/domain/room/invitee.hpp"

#include <fmt/format.h>

#include "server/domain/roster/roster.hpp"

namespace foyer::domain {

Invitee invitee_of(const Person& inviter, const Person& person, const Relation& relation, bool connected,
                   const Directory& directory) {
    return {.person = person,
            .known = is_contact(inviter, person, directory, relation),
            .may_talk = may_talk(inviter.id, person.id, directory, relation),
            .connected = connected};
}

Invitee newly_invited(const Person& guest) {
    // Whoever may invite him may bring him: he counts as active.
    return {.person = guest, .known = true, .may_talk = false, .connected = true};
}

std::unexpected<Error> refuse_stranger() {
    return refuse(ErrorCode::not_in_roster);
}

Result<void> may_talk_to(const Invitee& invitee) {
    const auto& person = invitee.person;
    if (invitee.may_talk && !person.disabled) return {};
    if (!invitee.known || person.disabled) return refuse_stranger();
    return refuse(ErrorCode::not_in_roster, fmt::format("You and {} have not accepted each other.", person.name));
}

Result<void> may_bring(const Person& inviter, const Invitee& invitee) {
    const auto& person = invitee.person;
    if (person.disabled) return refuse_stranger();
    if (person.kind != PersonKind::xmpp && inviter.supervises_company(person.company)) return {};
    if (person.kind != PersonKind::guest) return may_talk_to(invitee);
    if (person.company != inviter.company) return refuse_stranger();
    if (!invitee.connected)
        return refuse(ErrorCode::guest_not_active, fmt::format("{} is not active at the moment.", person.name));
    return {};
}

}  // namespace foyer::domain
