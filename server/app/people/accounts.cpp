#include "server/app/people/accounts.hpp"

#include "lib/base/utf8.hpp"
#include "server/domain/person/names.hpp"

namespace foyer::app {

using domain::AuditAction;
using domain::AuditTargetKind;

namespace {

/// The directory as it is stored now, if the actor may administer by it.
Task<Result<DirectorySnapshot>> open_for(AccountDesk& desk, Actor actor) {
    // Another process may have changed what a modification starts from.
    auto polled = co_await desk.directory.poll();
    if (!polled) co_return refuse(polled.error());
    auto directory = desk.directory.current();
    if (!may_administer(actor, *directory)) co_return refuse(ErrorCode::forbidden);
    co_return directory;
}

Task<Result<domain::Person>> person_for(AccountDesk& desk, Actor actor, ContactId id) {
    auto directory = co_await open_for(desk, actor);
    if (!directory) co_return refuse(directory.error());
    const auto* person = (*directory)->find(id);
    if (!person) co_return refuse(ErrorCode::not_found);
    co_return *person;
}

/// Shows what has been stored. If reading it back fails it is stored all the same, and the next poll shows it.
Task<Result<void>> show(AccountDesk& desk) {
    co_await desk.directory.refresh();
    co_return Result<void>{};
}

Task<Result<void>> store_person(AccountDesk& desk, domain::Person person, domain::Audited audited) {
    auto stored = co_await desk.accounts.update_person(std::move(person), std::move(audited));
    if (!stored) co_return refuse(stored.error());
    co_return co_await show(desk);
}

/// For people of whom only a login name was given.
std::string name_of(const NewUser& user, std::string uname) {
    if (!user.name.empty()) return user.name;
    std::ranges::replace_if(uname, [](char c) { return c == '_' || c == '@' || c == '+'; }, ' ');
    return uname;
}

Result<domain::Company> modified(domain::Company company, const CompanyModification& modification) {
    if (modification.name) {
        auto parsed = domain::parse_company_name(*modification.name);
        if (!parsed) return refuse(parsed.error());
        company.name = std::move(*parsed);
    }
    if (modification.language) {
        auto parsed = domain::parse_language(*modification.language);
        if (!parsed) return refuse(parsed.error());
        company.language = std::move(*parsed);
    }
    company.auto_roster = modification.auto_roster.value_or(company.auto_roster);
    company.supervision_shown = modification.supervision_shown.value_or(company.supervision_shown);
    auto& guests = company.guests_may;
    guests.chat = modification.guests_may_chat.value_or(guests.chat);
    guests.share_files = modification.guests_may_share_files.value_or(guests.share_files);
    guests.call = modification.guests_may_call.value_or(guests.call);
    return company;
}

/// What the audit log says of a company that changes.
std::string changes_of(const domain::Company& before, const domain::Company& now) {
    std::vector<std::string> changes;
    const auto flag = [&changes](const char* name, bool was, bool is) {
        if (was != is) changes.push_back(fmt::format("{}: {}", name, is ? "on" : "off"));
    };
    if (now.name != before.name) changes.push_back(fmt::format("name: {}", now.name));
    flag("auto_roster", before.auto_roster, now.auto_roster);
    flag("supervision_shown", before.supervision_shown, now.supervision_shown);
    if (now.language != before.language) changes.push_back(fmt::format("language: {}", now.language));
    flag("guests_may_chat", before.guests_may.chat, now.guests_may.chat);
    flag("guests_may_share_files", before.guests_may.share_files, now.guests_may.share_files);
    flag("guests_may_call", before.guests_may.call, now.guests_may.call);
    return fmt::format("{}", fmt::join(changes, "; "));
}

bool is_last_administrator(const domain::Directory& directory, ContactId id) {
    return std::ranges::none_of(directory.people(), [&](const auto& entry) {
        return entry.first != id && entry.second.administrator && !entry.second.disabled;
    });
}

}  // namespace

Result<void> check_password(const std::string& password, const SessionSettings& settings) {
    if (password.size() > settings.password_max_bytes || !is_utf8(password)) {
        return refuse(ErrorCode::bad_request, "The password is too long or not valid.");
    }
    if (count_code_points(password) < settings.password_min_characters) {
        return refuse(ErrorCode::bad_request,
                      fmt::format("A password has at least {} characters.", settings.password_min_characters));
    }
    return {};
}

Result<domain::Person> person_of(const NewUser& user) {
    auto uname = domain::parse_uname(user.uname);
    if (!uname) return refuse(uname.error());
    auto name = domain::parse_person_name(name_of(user, *uname));
    if (!name) return refuse(name.error());
    auto email = domain::parse_email(user.email);
    if (!email) return refuse(email.error());
    domain::Person person;
    person.company = user.company;
    person.uname = std::move(*uname);
    person.name = std::move(*name);
    person.email = std::move(*email);
    person.administrator = user.administrator;
    return person;
}

Task<Result<CompanyId>> CreateCompany::run(Actor actor, std::string name) {
    auto directory = co_await open_for(desk_, actor);
    if (!directory) co_return refuse(directory.error());
    auto parsed = domain::parse_company_name(name);
    if (!parsed) co_return refuse(parsed.error());
    const auto audited = desk_.audit.entry(actor, AuditAction::company_created, {AuditTargetKind::company, 0, *parsed});
    auto company = co_await desk_.accounts.create_company(std::move(*parsed), audited);
    if (!company) co_return company;
    co_await show(desk_);
    co_return company;
}

Task<Result<void>> ModifyCompany::run(Actor actor, CompanyId company, CompanyModification modification) {
    auto directory = co_await open_for(desk_, actor);
    if (!directory) co_return refuse(directory.error());
    const auto* found = (*directory)->company(company);
    if (!found) co_return refuse(ErrorCode::not_found);
    auto next = modified(*found, modification);
    if (!next) co_return refuse(next.error());
    if (*next == *found) co_return Result<void>{};
    const auto audited =
        desk_.audit.entry(actor, AuditAction::company_changed, domain::target_of(*found), changes_of(*found, *next));
    auto stored = co_await desk_.accounts.update_company(std::move(*next), audited);
    if (!stored) co_return stored;
    co_return co_await show(desk_);
}

Task<Result<ContactId>> CreateUser::run(Actor actor, NewUser user) {
    std::vector<NewUser> one;
    one.push_back(std::move(user));
    auto created = co_await run_all(actor, std::move(one));
    if (!created) co_return refuse(created.error());
    co_return created->front();
}

Task<Result<std::vector<ContactId>>> CreateUser::run_all(Actor actor, std::vector<NewUser> users) {
    auto directory = co_await open_for(desk_, actor);
    if (!directory) co_return refuse(directory.error());
    std::vector<ContactId> ids;
    Result<void> outcome;
    for (auto& user : users) {
        if (!(*directory)->company(user.company)) {
            outcome = refuse(ErrorCode::not_found, "There is no such company.");
            break;
        }
        auto created = co_await create(actor, std::move(user));
        if (!created) {
            outcome = refuse(created.error());
            break;
        }
        ids.push_back(*created);
    }
    co_await show(desk_);
    if (!outcome) co_return refuse(outcome.error());
    co_return ids;
}

Task<Result<ContactId>> CreateUser::create(Actor actor, NewUser user) {
    auto person = person_of(user);
    if (!person) co_return refuse(person.error());
    std::string hash;
    if (!user.password.empty()) {
        const auto checked = check_password(user.password, desk_.settings);
        if (!checked) co_return refuse(checked.error());
        auto hashed = co_await desk_.hasher.hash(std::move(user.password));
        if (!hashed) co_return refuse(hashed.error());
        hash = std::move(*hashed);
    }
    const auto* const detail = person->administrator ? "administrator" : "";
    const auto audited = desk_.audit.entry(actor, AuditAction::user_created, domain::target_of(*person), detail);
    co_return co_await desk_.accounts.create_person(std::move(*person), std::move(hash), audited);
}

Task<Result<void>> GrantPermission::run(Actor actor, ContactId person, CompanyId company) {
    co_return co_await set(actor, person, company, true);
}

Task<Result<void>> GrantPermission::revoke(Actor actor, ContactId person, CompanyId company) {
    co_return co_await set(actor, person, company, false);
}

Task<Result<void>> GrantPermission::set(Actor actor, ContactId id, CompanyId company, bool on) {
    auto person = co_await person_for(desk_, actor, id);
    if (!person) co_return refuse(person.error());
    const auto directory = desk_.directory.current();
    const auto* const supervised = directory->company(company);
    if (!supervised) co_return refuse(ErrorCode::not_found);
    if (person->kind != domain::PersonKind::user) {
        co_return refuse(ErrorCode::bad_request, "Only users can hold this permission.");
    }
    if (person->supervises_company(company) == on) co_return Result<void>{};
    if (on)
        person->supervises.push_back(company);
    else
        std::erase(person->supervises, company);
    std::ranges::sort(person->supervises);
    const auto audited =
        desk_.audit.entry(actor, on ? AuditAction::supervision_granted : AuditAction::supervision_revoked,
                          domain::target_of(*person), fmt::format("company {} {}", company.value(), supervised->name));
    co_return co_await store_person(desk_, std::move(*person), audited);
}

Task<Result<void>> SetAdministrator::run(Actor actor, ContactId id, bool administrator) {
    auto person = co_await person_for(desk_, actor, id);
    if (!person) co_return refuse(person.error());
    if (person->kind != domain::PersonKind::user) {
        co_return refuse(ErrorCode::bad_request, "Only users can be administrators.");
    }
    if (person->administrator == administrator) co_return Result<void>{};
    if (!administrator && is_last_administrator(*desk_.directory.current(), id)) {
        co_return refuse(ErrorCode::conflict, "This is the last administrator.");
    }
    person->administrator = administrator;
    const auto audited =
        desk_.audit.entry(actor, administrator ? AuditAction::administrator_given : AuditAction::administrator_taken,
                          domain::target_of(*person));
    co_return co_await store_person(desk_, std::move(*person), audited);
}

Task<Result<void>> DisableUser::run(Actor actor, ContactId id, bool disabled) {
    auto person = co_await person_for(desk_, actor, id);
    if (!person) co_return refuse(person.error());
    if (disabled && person->administrator && is_last_administrator(*desk_.directory.current(), id)) {
        co_return refuse(ErrorCode::conflict, "The last administrator cannot be disabled.");
    }
    if (person->disabled != disabled) {
        person->disabled = disabled;
        const auto audited = desk_.audit.entry(actor, disabled ? AuditAction::user_disabled : AuditAction::user_enabled,
                                               domain::target_of(*person));
        auto stored = co_await store_person(desk_, std::move(*person), audited);
        if (!stored) co_return stored;
    }
    // Repeated as well: if it failed the first time, this is how it is made good.
    if (!disabled) co_return Result<void>{};
    co_return co_await desk_.sessions.end_all(id, "This account was disabled.");
}

Task<Result<void>> EndSessions::run(Actor actor, ContactId id) {
    const auto person = co_await person_for(desk_, actor, id);
    if (!person) co_return refuse(person.error());
    const auto audited = desk_.audit.entry(actor, AuditAction::user_sessions_ended, domain::target_of(*person));
    co_return co_await desk_.sessions.end_all(id, "All sessions were ended by the administrator.", audited);
}

Task<Result<void>> SetPassword::run(Actor actor, ContactId id, std::string password) {
    auto person = co_await person_for(desk_, actor, id);
    if (!person) co_return refuse(person.error());
    if (person->kind != domain::PersonKind::user)
        co_return refuse(ErrorCode::bad_request, "Only users have a password.");
    const auto audited = desk_.audit.entry(actor, AuditAction::user_password_set, domain::target_of(*person));
    auto stored = co_await store(id, std::move(password), audited);
    if (!stored) co_return stored;
    co_return co_await desk_.sessions.end_all(id, "The password was changed.");
}

Task<Result<void>> SetPassword::own(Caller caller, std::string present, std::string password) {
    const auto hash = co_await desk_.accounts.password_hash(caller.person);
    if (!hash) co_return refuse(hash.error());
    if (present.size() > desk_.settings.password_max_bytes) co_return refuse(ErrorCode::wrong_credentials);
    const auto matches = co_await desk_.hasher.verify(std::move(present), hash->value_or(""));
    if (!matches) co_return refuse(matches.error());
    if (!*matches) co_return refuse(ErrorCode::wrong_credentials, "The present password is wrong.");
    auto stored = co_await store(caller.person, std::move(password), nullptr);
    if (!stored) co_return stored;
    co_return co_await desk_.sessions.end_others(caller, "The password was changed.");
}

Task<Result<void>> SetPassword::store(ContactId person, std::string password, domain::Audited audited) {
    const auto checked = check_password(password, desk_.settings);
    if (!checked) co_return checked;
    auto hash = co_await desk_.hasher.hash(std::move(password));
    if (!hash) co_return refuse(hash.error());
    co_return co_await desk_.accounts.set_password_hash(person, std::move(*hash), std::move(audited));
}

Task<Result<void>> RenameUser::run(Actor actor, ContactId id, std::string name) {
    auto person = co_await person_for(desk_, actor, id);
    if (!person) co_return refuse(person.error());
    auto parsed = domain::parse_person_name(name);
    if (!parsed) co_return refuse(parsed.error());
    if (person->name == *parsed) co_return Result<void>{};
    const auto audited = desk_.audit.entry(actor, AuditAction::user_renamed, domain::target_of(*person),
                                           fmt::format("{}, now {}", person->name, *parsed));
    person->name = std::move(*parsed);
    co_return co_await store_person(desk_, std::move(*person), audited);
}

Task<Result<void>> SetRosterException::run(Actor actor, domain::Directory::Exception exception, bool on) {
    auto directory = co_await open_for(desk_, actor);
    if (!directory) co_return refuse(directory.error());
    const auto* first = (*directory)->find(exception.first);
    const auto* second = (*directory)->find(exception.second);
    if (!first || (exception.second && !second)) co_return refuse(ErrorCode::not_found);
    if (second && (first == second || first->company != second->company)) {
        co_return refuse(ErrorCode::bad_request, "An exception is about two colleagues of one company.");
    }
    if (exception.second && exception.second < exception.first) std::swap(exception.first, exception.second);
    const auto audited = desk_.audit.entry(
        actor, on ? AuditAction::roster_exception_set : AuditAction::roster_exception_removed,
        domain::target_of(*first), second ? fmt::format("with user {} {}", second->id.value(), second->uname) : "");
    auto stored = co_await desk_.accounts.set_roster_exception(exception, on, audited);
    if (!stored) co_return stored;
    co_return co_await show(desk_);
}

}  // namespace foyer::app
