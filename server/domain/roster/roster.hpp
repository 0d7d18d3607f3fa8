#pragma once
#include "server/domain/person/directory.hpp"
#include "server/domain/roster/relation.hpp"

namespace foyer::domain {

/// Where two people stand, with company settings and exceptions counted in.
struct RosterView {
    RosterState state = RosterState::none;
    bool automatic = false;  ///< Their company's setting makes it so.
    bool operator==(const RosterView&) const = default;
};

/// `relation` is theirs, or no_relation(). Both parties of one pair always agree on `mutual` and `automatic`.
[[nodiscard]] RosterView roster_view(const Person& reader, const Person& other, const Directory& directory,
                                     const Relation& relation);

/// A conversation of the two may be started, and posting may bring back the one who left (contract 1.2): both exist,
/// are not disabled and have accepted each other. Guests are nobody's roster contacts: rooms decide about them.
[[nodiscard]] bool may_talk(ContactId one, ContactId other, const Directory& directory, const Relation& relation);

/// `other` is among the contacts of `reader`: everyone of his own company and of companies he supervises; beyond that,
/// who has asked him or accepted him. Whom he has asked himself, and who has not answered, stays hidden: or asking
/// would tell who exists. A guest sees himself only by it, and the
/// members of his rooms by guest_sees(). Disabled people are nobody's contacts.
[[nodiscard]] bool is_contact(const Person& reader, const Person& other, const Directory& directory,
                              const Relation& relation);

/// Roster contacts see each other's presence; guests are seen by the users of their company, and see by
/// guest_sees() alone. Everyone sees his own.
[[nodiscard]] bool may_see_presence(const Person& reader, const Person& other, const Directory& directory,
                                    const Relation& relation);

/// Asking has an effect: two different people who can answer, none of them a guest.
[[nodiscard]] bool may_ask(const Person& asker, const Person& other);

}  // namespace foyer::domain
