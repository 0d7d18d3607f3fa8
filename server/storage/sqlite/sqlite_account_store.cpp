#include "server/storage/sqlite/sqlite_account_store.hpp"

#include <utility>

#include "server/storage/rules/account_rules.hpp"
#include "server/storage/rules/room_rules.hpp"
#include "server/storage/sqlite/audit_rows.hpp"

namespace foyer::storage {

namespace {

using domain::Company;
using domain::Directory;
using domain::Person;

constexpr std::size_t bytes_of_request = 1024;

void grow_directory_version(Connection& db) {
    db.run("UPDATE meta SET value = value + 1 WHERE name = 'directory_version'");
}

std::uint32_t new_id_in(const Result<std::vector<ContactId>>&) {
    return 0;
}
std::uint32_t new_id_in(const Result<void>&) {
    return 0;
}
template <class Id>
std::uint32_t new_id_in(const Result<Id>& id) {
    return id->value();
}

/// Does an account's write, all or nothing; a unique violation is a name that is taken, a foreign key's names nothing.
template <class Apply>
auto account_write(Connection& db, const domain::Audited& audited, Apply apply) -> decltype(apply()) {
    const auto grown = [&] {
        auto result = apply();
        if (result) grow_directory_version(db);
        return result;
    };
    try {
        return audited_write(db, audited, grown, [](const auto& result) { return new_id_in(result); });
    } catch (const SqliteError& error) {
        if (error.is_unique_violation()) return refuse(ErrorCode::already_exists);
        if (error.is_foreign_key_violation()) return refuse(ErrorCode::not_found);
        throw;
    }
}

template <class Id>
Result<Id> new_id(Connection& db) {
    if (db.last_id() > largest_id) return refuse(ErrorCode::limit_reached, "There are no numbers left.");
    return Id{static_cast<std::uint32_t>(db.last_id())};
}

void put_supervised(Connection& db, const Person& person) {
    db.run("DELETE FROM supervisors WHERE person = ?", person.id);
    for (const auto company : person.supervises) {
        db.run("INSERT INTO supervisors (person, company) VALUES (?, ?)", person.id, company);
    }
}

std::vector<Company> read_companies(Connection& db) {
    std::vector<Company> companies;
    auto row = db.query(
        "SELECT id, name, auto_roster, supervision_shown, language, guests_may_chat, guests_may_share_files,"
        " guests_may_call FROM companies ORDER BY id");
    while (row.step()) {
        companies.push_back({.id = CompanyId{row.number(0)},
                             .name = row.string(1),
                             .auto_roster = row.flag(2),
                             .supervision_shown = row.flag(3),
                             .language = row.string(4),
                             .guests_may = {.chat = row.flag(5), .share_files = row.flag(6), .call = row.flag(7)}});
    }
    return companies;
}

std::vector<Person> read_people(Connection& db) {
    std::vector<Person> people;
    auto row =
        db.query("SELECT id, kind, company, uname, name, email, jid, administrator, disabled FROM people ORDER BY id");
    auto supervised = db.query("SELECT person, company FROM supervisors ORDER BY person, company");
    bool more = supervised.step();
    while (row.step()) {
        auto& person = people.emplace_back(Person{
            .id = ContactId{row.number(0)},
            .kind = static_cast<domain::PersonKind>(row.number(1)),
            .company = CompanyId{row.number(2)},
            .uname = row.string(3),
            .name = row.string(4),
            .email = row.string(5),
            .jid = row.string(6),
            .administrator = row.flag(7),
            .disabled = row.flag(8),
            .supervises = {},
        });
        for (; more && supervised.number(0) == person.id.value(); more = supervised.step()) {
            person.supervises.push_back(CompanyId{supervised.number(1)});
        }
    }
    return people;
}

std::vector<Directory::Exception> read_exceptions(Connection& db) {
    std::vector<Directory::Exception> exceptions;
    auto row = db.query("SELECT first, second FROM roster_exceptions ORDER BY first, second");
    while (row.step()) exceptions.push_back({ContactId{row.number(0)}, ContactId{row.number(1)}});
    return exceptions;
}

Result<ContactId> insert_person(Connection& db, Person& person, const std::string& password_hash) {
    db.run(
        "INSERT INTO people (kind, company, uname, name, email, jid, administrator, disabled, password_hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        person.kind, person.company, person.uname, person.name, person.email, person.jid, person.administrator,
        person.disabled, password_hash);
    const auto id = new_id<ContactId>(db);
    if (!id) return id;
    person.id = *id;
    put_supervised(db, person);
    return id;
}

Result<void> replace_person(Connection& db, const Person& person) {
    const int changed = db.run("UPDATE people SET name = ?, email = ?, administrator = ?, disabled = ? WHERE id = ?",
                               person.name, person.email, person.administrator, person.disabled, person.id);
    if (changed == 0) return refuse(ErrorCode::not_found);
    put_supervised(db, person);
    return {};
}

Result<void> put_exception(Connection& db, Directory::Exception exception, bool on) {
    const auto is_person = [&](ContactId id) { return db.query("SELECT 1 FROM people WHERE id = ?", id).step(); };
    if (!is_person(exception.first) || (exception.second && !is_person(exception.second))) {
        return refuse(ErrorCode::not_found);
    }
    if (on) {
        db.run("INSERT OR IGNORE INTO roster_exceptions (first, second) VALUES (?, ?)", exception.first,
               exception.second);
    } else {
        db.run("DELETE FROM roster_exceptions WHERE first = ? AND second = ?", exception.first, exception.second);
    }
    return {};
}

}  // namespace

Task<Result<Directory>> SqliteAccountStore::load_directory() {
    co_return co_await readers_.read<Directory>([&](Connection& db) -> Result<Directory> {
        auto companies = read_companies(db);
        auto people = read_people(db);
        return Directory{std::move(companies), std::move(people), read_exceptions(db)};
    });
}

Task<Result<std::uint64_t>> SqliteAccountStore::directory_version() {
    co_return co_await readers_.read<std::uint64_t>([&](Connection& db) -> Result<std::uint64_t> {
        return static_cast<std::uint64_t>(db.number("SELECT value FROM meta WHERE name = 'directory_version'"));
    });
}

Task<Result<CompanyId>> SqliteAccountStore::create_company(std::string name, domain::Audited audited) {
    co_return co_await writer_.write<CompanyId>(bytes_of_request, [&](WriteContext& context) {
        return account_write(context.db, audited, [&] {
            context.db.run("INSERT INTO companies (name, auto_roster) VALUES (?, 1)", name);
            return new_id<CompanyId>(context.db);
        });
    });
}

Task<Result<ContactId>> SqliteAccountStore::create_person(Person person, std::string password_hash,
                                                          domain::Audited audited) {
    co_return co_await writer_.write<ContactId>(bytes_of_request, [&](WriteContext& context) {
        person = storable(std::move(person));
        return account_write(context.db, audited, [&] { return insert_person(context.db, person, password_hash); });
    });
}

Task<Result<std::vector<ContactId>>> SqliteAccountStore::create_people(std::vector<ports::NewPerson> people) {
    using Ids = std::vector<ContactId>;
    co_return co_await writer_.write<Ids>(bytes_of_request * (people.size() + 1), [&](WriteContext& context) {
        for (auto& made : people) made.person = storable(std::move(made.person));
        return account_write(context.db, nullptr, [&]() -> Result<Ids> {
            Ids ids;
            for (auto& made : people) {
                const auto id = insert_person(context.db, made.person, made.password_hash);
                if (!id) return refuse(id.error());
                if (const auto entered = put_audited(context.db, made.audited, id->value()); !entered) {
                    return refuse(entered.error());
                }
                ids.push_back(*id);
            }
            return ids;
        });
    });
}

Task<Result<void>> SqliteAccountStore::update_person(Person person, domain::Audited audited) {
    co_return co_await writer_.write<void>(bytes_of_request, [&](WriteContext& context) {
        person = storable(std::move(person));
        return account_write(context.db, audited, [&] { return replace_person(context.db, person); });
    });
}

Task<Result<void>> SqliteAccountStore::update_company(Company company, domain::Audited audited) {
    co_return co_await writer_.write<void>(bytes_of_request, [&](WriteContext& context) {
        return account_write(context.db, audited, [&]() -> Result<void> {
            const auto& guests = company.guests_may;
            const int changed = context.db.run(
                "UPDATE companies SET name = ?, auto_roster = ?, supervision_shown = ?, language = ?,"
                " guests_may_chat = ?, guests_may_share_files = ?, guests_may_call = ? WHERE id = ?",
                company.name, company.auto_roster, company.supervision_shown, company.language, guests.chat,
                guests.share_files, guests.call, company.id);
            if (changed == 0) return refuse(ErrorCode::not_found);
            return {};
        });
    });
}

Task<Result<void>> SqliteAccountStore::set_roster_exception(Directory::Exception exception, bool on,
                                                            domain::Audited audited) {
    co_return co_await writer_.write<void>(bytes_of_request, [&](WriteContext& context) -> Result<void> {
        const auto checked = storable(exception);
        if (!checked) return refuse(checked.error());
        return account_write(context.db, audited, [&] { return put_exception(context.db, *checked, on); });
    });
}

Task<Result<std::optional<std::string>>> SqliteAccountStore::password_hash(ContactId person) {
    using Hash = std::optional<std::string>;
    co_return co_await readers_.read<Hash>([&](Connection& db) -> Result<Hash> {
        auto row = db.query("SELECT password_hash FROM people WHERE id = ? AND password_hash <> ''", person);
        return row.step() ? Hash{row.string(0)} : Hash{};
    });
}

Task<Result<void>> SqliteAccountStore::set_password_hash(ContactId person, std::string hash, domain::Audited audited) {
    co_return co_await writer_.write<void>(bytes_of_request, [&](WriteContext& context) -> Result<void> {
        return audited_write(context.db, audited, [&]() -> Result<void> {
            const int changed = context.db.run("UPDATE people SET password_hash = ? WHERE id = ?", hash, person);
            if (changed == 0) return refuse(ErrorCode::not_found);
            return {};
        });
    });
}

}  // namespace foyer::storage
