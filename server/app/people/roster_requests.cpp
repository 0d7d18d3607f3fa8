#include "server/app/people/roster_requests.hpp"

#include "server/domain/person/names.hpp"
#include "server/domain/roster/roster.hpp"

namespace foyer::app {

namespace {

constexpr int attempts = 4;  // Both may decide at once; each conflict means that the other one got on.

using Decision = Result<std::optional<domain::Relation>> (*)(const domain::Relation&, ContactId caller,
                                                             bool were_contacts);

/// Decides on the relation as stored, stores what follows and tells both.
Task<Result<void>> change(RosterDesk desk, ContactId caller, ContactId other, Decision decide) {
    for (int attempt = 1;; ++attempt) {
        const auto before = co_await desk.relations.between(caller, other);
        if (!before) co_return refuse(before.error());
        const auto directory = desk.directory.current();
        const auto* one = directory->find(caller);
        const auto* two = directory->find(other);
        if (!one || !two) co_return refuse(ErrorCode::not_found);
        const auto view = domain::roster_view(*one, *two, *directory, *before);
        const auto next = decide(*before, caller, view.state == domain::RosterState::mutual);
        if (!next) co_return refuse(next.error());
        if (!*next) co_return Result<void>{};
        const auto stored = co_await desk.relations.commit(**next);
        if (!stored && stored.error().code == ErrorCode::conflict && attempt < attempts) continue;
        if (!stored) co_return refuse(stored.error());
        co_await desk.news.relation_changed(*before, *stored);
        co_return Result<void>{};
    }
}

Result<std::optional<domain::Relation>> decide_ask(const domain::Relation& relation, ContactId caller, bool contacts) {
    if (contacts) return std::nullopt;
    return domain::ask(relation, caller);
}

Result<std::optional<domain::Relation>> decide_accept(const domain::Relation& relation, ContactId caller,
                                                      bool contacts) {
    if (contacts) return std::nullopt;
    return domain::accept(relation, caller);
}

Result<std::optional<domain::Relation>> decide_end(const domain::Relation& relation, ContactId, bool contacts) {
    return domain::end(relation, contacts);
}

/// Who calls, unless he is a guest or gone.
Result<domain::Person> caller_in(const domain::Directory& directory, Caller caller) {
    const auto* person = directory.find(caller.person);
    if (!person || person->disabled) return refuse(ErrorCode::not_logged_in);
    if (person->kind == domain::PersonKind::guest) return refuse(ErrorCode::forbidden, "Guests have no roster.");
    return *person;
}

}  // namespace

Task<Result<void>> RequestContact::run(Caller caller, std::string uname) {
    ContactId contact;
    if (const auto parsed = domain::parse_uname(uname)) {
        const auto directory = desk_.directory.current();
        if (const auto* found = directory->find_by_uname(*parsed)) contact = found->id;
    }
    co_return co_await run(caller, contact);
}

// What depends on the other's existence is decided after everything that can be refused, and refuses nothing.
Task<Result<void>> RequestContact::run(Caller caller, ContactId contact) {
    const auto directory = desk_.directory.current();
    const auto self = caller_in(*directory, caller);
    if (!self) co_return refuse(self.error());
    const auto own = co_await desk_.relations.of(caller.person);
    if (!own) co_return refuse(own.error());
    const auto* other = directory->find(contact);
    const auto known = relation_in(*own, caller.person, contact);
    if ((*own)->size() >= desk_.settings.relations_max && known.version == 0) {
        co_return refuse(ErrorCode::limit_reached, "You have reached the limit of explicit contacts.");
    }
    if (!other || !domain::may_ask(*self, *other)) co_return Result<void>{};
    if (known.version == 0) {
        const auto others = co_await desk_.relations.of(contact);
        if (!others) co_return refuse(others.error());
        if ((*others)->size() >= desk_.settings.relations_max) co_return Result<void>{};
    }
    co_return co_await change(desk_, caller.person, contact, decide_ask);
}

Task<Result<void>> AcceptContact::run(Caller caller, ContactId contact) {
    const auto directory = desk_.directory.current();
    const auto self = caller_in(*directory, caller);
    if (!self) co_return refuse(self.error());
    const auto* other = directory->find(contact);
    if (!other || !domain::may_ask(*self, *other)) {
        // As somebody who is there and has not asked.
        const auto unasked = domain::accept(domain::no_relation(caller.person, contact), caller.person);
        co_return refuse(unasked.error());
    }
    co_return co_await change(desk_, caller.person, contact, decide_accept);
}

// Ending is harmless to repeat, so also where nothing (any longer) is: unknown people answer like strangers.
Task<Result<void>> EndContact::run(Caller caller, ContactId contact) {
    const auto directory = desk_.directory.current();
    const auto self = caller_in(*directory, caller);
    if (!self) co_return refuse(self.error());
    const auto* other = directory->find(contact);
    if (!other || other->id == caller.person) co_return Result<void>{};
    co_return co_await change(desk_, caller.person, contact, decide_end);
}

}  // namespace foyer::app
