#pragma once
#include "lib/base/result.hpp"
#include "server/domain/person/directory.hpp"
#include "server/domain/roster/relation.hpp"

namespace foyer::domain {

/// Somebody who is to come into a room, with what counts about him as the inviter sees him.
struct Invitee {
    Person person;
    bool known = false;      ///< The inviter has him among his contacts.
    bool may_talk = false;   ///< They have accepted each other (contract 1.2).
    bool connected = false;  ///< Guests: active at this moment (contract 1.1).
};

/// `relation` is that of the two, or no_relation().
[[nodiscard]] Invitee invitee_of(const Person& inviter, const Person& person, const Relation& relation, bool connected,
                                 const Directory& directory);

/// A guest of the inviter's company who comes into being by this invitation.
[[nodiscard]] Invitee newly_invited(const Person& guest);

/// Whether the two may start a conversation: roster contacts of each other. Error: `not_in_roster`.
[[nodiscard]] Result<void> may_talk_to(const Invitee& invitee);

/// Whether the inviter may bring him into a multi room: roster contacts and active guests of his own company; a
/// supervisor also anyone of his companies (contract 1.1). Errors: `not_in_roster`, `guest_not_active`.
[[nodiscard]] Result<void> may_bring(const Person& inviter, const Invitee& invitee);

/// The answer about everybody whom the inviter cannot know of, and about whom nobody is.
[[nodiscard]] std::unexpected<Error> refuse_stranger();

}  // namespace foyer::domain
