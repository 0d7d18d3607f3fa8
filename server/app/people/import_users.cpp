#include "server/app/people/import_users.hpp"

#include <map>

#include <fmt/format.h>

#include "server/app/people/readable_secret.hpp"

namespace foyer::app {

namespace {

using Unames = std::map<std::string, std::uint32_t>;  // In which line each stands first.

Result<domain::Person> check_line(const domain::Directory& directory, const UserLine& line,
                                  const SessionSettings& settings, Unames& unames) {
    auto person = person_of(line.user);
    if (!person) return person;
    if (!line.user.password.empty()) {
        if (const auto checked = check_password(line.user.password, settings); !checked) return refuse(checked.error());
    }
    if (directory.find_by_uname(person->uname)) {
        return refuse(ErrorCode::already_exists, fmt::format("The login name {} is already taken.", person->uname));
    }
    const auto [first, is_new] = unames.emplace(person->uname, line.line);
    if (!is_new) {
        return refuse(ErrorCode::already_exists,
                      fmt::format("The login name {} stands in line {} already.", person->uname, first->second));
    }
    return person;
}

}  // namespace

Task<Result<ImportedUsers>> ImportUsers::run(Actor actor, CompanyId company, std::vector<UserLine> lines,
                                             bool check_only) {
    const auto polled = co_await desk_.directory.poll();
    if (!polled) co_return refuse(polled.error());
    const auto directory = desk_.directory.current();
    if (!may_administer(actor, *directory)) co_return refuse(ErrorCode::forbidden);
    if (!directory->company(company)) co_return refuse(ErrorCode::not_found, "There is no such company.");
    for (auto& line : lines) line.user.company = company;
    ImportedUsers outcome;
    auto people = checked(*directory, lines, outcome.faults);
    if (!outcome.faults.empty()) co_return outcome;
    outcome.created = static_cast<std::uint32_t>(people.size());
    if (check_only || people.empty()) co_return outcome;
    const auto given = co_await give_passwords(lines, people, outcome);
    if (!given) co_return refuse(given.error());
    for (auto& made : people) {
        const auto* const detail = made.person.administrator ? "administrator" : "";
        made.audited =
            desk_.audit.entry(actor, domain::AuditAction::user_created, domain::target_of(made.person), detail);
    }
    const auto created = co_await desk_.accounts.create_people(std::move(people));
    if (!created) co_return refuse(created.error());
    co_await desk_.directory.refresh();  // Stored all the same if it fails: the next poll shows them.
    co_return outcome;
}

std::vector<ports::NewPerson> ImportUsers::checked(const domain::Directory& directory,
                                                   const std::vector<UserLine>& lines,
                                                   std::vector<LineFault>& faults) const {
    std::vector<ports::NewPerson> people;
    Unames unames;
    for (const auto& line : lines) {
        auto person = check_line(directory, line, desk_.settings, unames);
        if (person) {
            people.push_back({.person = std::move(*person), .password_hash = {}, .audited = {}});
        } else {
            faults.push_back({line.line, person.error().sentence});
        }
    }
    return people;
}

// One after the other: people who log in meanwhile find hashers that are free.
Task<Result<void>> ImportUsers::give_passwords(std::vector<UserLine>& lines, std::vector<ports::NewPerson>& people,
                                               ImportedUsers& outcome) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto& password = lines[i].user.password;
        if (password.empty()) {
            password = readable_secret(random_);
            outcome.passwords.push_back({lines[i].line, people[i].person.uname, password});
        }
        auto hash = co_await desk_.hasher.hash(std::move(password));
        if (!hash) co_return refuse(hash.error());
        people[i].password_hash = std::move(*hash);
    }
    co_return Result<void>{};
}

}  // namespace foyer::app
