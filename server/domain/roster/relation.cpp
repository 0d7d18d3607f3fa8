#include "server/domain/roster/relation.hpp"

#include <algorithm>

namespace foyer::domain {

Relation no_relation(ContactId one, ContactId other) {
    Relation relation;
    relation.low = std::min(one, other);
    relation.high = std::max(one, other);
    return relation;
}

RosterState state_for(const Relation& relation, ContactId reader) {
    const bool mine = relation.acknowledged_by(reader);
    const bool theirs = relation.acknowledged_by(relation.other(reader));
    if (mine && theirs) return RosterState::mutual;
    if (mine) return RosterState::asked;
    return theirs ? RosterState::asking : RosterState::none;
}

std::optional<Relation> ask(Relation relation, ContactId asker) {
    if (relation.acknowledged_by(asker)) return std::nullopt;
    (asker == relation.low ? relation.low_acknowledged : relation.high_acknowledged) = true;
    if (relation.mutual()) relation.ended = false;
    return relation;
}

Result<std::optional<Relation>> accept(Relation relation, ContactId accepter) {
    if (!relation.acknowledged_by(relation.other(accepter))) {
        return refuse(ErrorCode::not_found, "This contact has not asked you.");
    }
    return ask(relation, accepter);
}

std::optional<Relation> end(Relation relation, bool were_contacts) {
    Relation next = relation;
    next.low_acknowledged = next.high_acknowledged = false;
    next.ended = relation.ended || were_contacts;
    if (next == relation) return std::nullopt;
    return next;
}

}  // namespace foyer::domain
