#include "server/domain/roster/roster.hpp"

namespace foyer::domain {

namespace {

bool is_automatic(const Person& one, const Person& other, const Directory& directory, const Relation& relation) {
    if (one.id == other.id || one.company != other.company || relation.ended) return false;
    if (one.kind != PersonKind::user || other.kind != PersonKind::user) return false;
    const auto* company = directory.company(one.company);
    return company && company->auto_roster && !directory.is_exception(one.id, other.id);
}

}  // namespace

RosterView roster_view(const Person& reader, const Person& other, const Directory& directory,
                       const Relation& relation) {
    if (reader.id == other.id || reader.kind == PersonKind::guest || other.kind == PersonKind::guest) return {};
    if (is_automatic(reader, other, directory, relation)) return {RosterState::mutual, true};
    return {state_for(relation, reader.id), false};
}

bool may_talk(ContactId one, ContactId other, const Directory& directory, const Relation& relation) {
    const auto* a = directory.find(one);
    const auto* b = directory.find(other);
    if (!a || !b || a->disabled || b->disabled) return false;
    return roster_view(*a, *b, directory, relation).state == RosterState::mutual;
}

bool is_contact(const Person& reader, const Person& other, const Directory& directory, const Relation& relation) {
    if (reader.disabled || other.disabled) return false;
    if (reader.id == other.id) return true;
    if (reader.kind == PersonKind::guest) return false;
    if (reader.company == other.company || reader.supervises_company(other.company)) return true;
    const auto state = roster_view(reader, other, directory, relation).state;
    return state == RosterState::mutual || state == RosterState::asking;
}

bool may_see_presence(const Person& reader, const Person& other, const Directory& directory, const Relation& relation) {
    if (reader.disabled || other.disabled) return false;
    if (reader.id == other.id) return true;
    if (reader.kind == PersonKind::guest) return false;
    if (other.kind == PersonKind::guest) return reader.company == other.company;
    return roster_view(reader, other, directory, relation).state == RosterState::mutual;
}

bool may_ask(const Person& asker, const Person& other) {
    return asker.id != other.id && !asker.disabled && !other.disabled && asker.kind != PersonKind::guest &&
           other.kind != PersonKind::guest;
}

}  // namespace foyer::domain
