#pragma once
#include "lib/base/result.hpp"
#include "server/domain/person/person.hpp"
#include "server/domain/roster/relation.hpp"

namespace foyer::domain {

/// Somebody who is to come into a room, with what counts about him as the inviter sees him.
struct Invitee {
    Person person;
    RosterState roster = RosterState::none;  ///< With the inviter.
    bool connected = false;                  ///< Guests: active at this moment (contract 1.1).
};

/// Whether the two may start a conversation: roster contacts of each other. Errors: `not_in_roster`; `not_found` for
/// whom the inviter cannot know of.
[[nodiscard]] Result<void> may_talk_to(const Person& inviter, const Invitee& invitee);

/// Whether the inviter may bring him into a multi room: roster contacts and active guests of his own company; a
/// supervisor also anyone of his companies (contract 1.1). Errors: as above, and `guest_not_active`.
[[nodiscard]] Result<void> may_bring(const Person& inviter, const Invitee& invitee);

}  // namespace foyer::domain
