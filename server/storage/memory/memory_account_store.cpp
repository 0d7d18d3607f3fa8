#include "server/storage/memory/memory_account_store.hpp"

#include <algorithm>
#include <ranges>
#include <set>
#include <utility>

#include "server/storage/rules/account_rules.hpp"

namespace foyer::storage {

Task<Result<domain::Directory>> MemoryAccountStore::load_directory() {
    co_return co_await tables_.read<domain::Directory>([&]() -> Result<domain::Directory> {
        std::vector<domain::Company> companies;
        for (const auto& company : tables_.companies | std::views::values) companies.push_back(company);
        std::vector<domain::Person> people;
        for (const auto& person : tables_.people | std::views::values) people.push_back(person);
        std::vector<domain::Directory::Exception> exceptions;
        for (const auto& [first, second] : tables_.exceptions) exceptions.push_back({first, second});
        return domain::Directory{std::move(companies), std::move(people), std::move(exceptions)};
    });
}

Task<Result<std::uint64_t>> MemoryAccountStore::directory_version() {
    co_return co_await tables_.read<std::uint64_t>(
        [&]() -> Result<std::uint64_t> { return tables_.directory_version; });
}

Task<Result<CompanyId>> MemoryAccountStore::create_company(std::string name, domain::Audited audited) {
    co_return co_await tables_.write<CompanyId>([&]() -> Result<CompanyId> {
        const auto same = [&](const domain::Company& company) { return company.name == name; };
        if (std::ranges::any_of(tables_.companies | std::views::values, same)) return refuse(ErrorCode::already_exists);
        const CompanyId id{static_cast<std::uint32_t>(tables_.companies.size()) + 1};
        tables_.companies.emplace(id, domain::Company{.id = id, .name = std::move(name)});
        ++tables_.directory_version;
        tables_.enter(audited, id.value());
        return id;
    });
}

Result<void> MemoryAccountStore::check_companies(const domain::Person& person) const {
    for (const auto company : person.supervises) {
        if (!tables_.companies.contains(company)) return refuse(ErrorCode::not_found, "There is no such company.");
    }
    return {};
}

Task<Result<ContactId>> MemoryAccountStore::create_person(domain::Person person, std::string password_hash,
                                                          domain::Audited audited) {
    std::vector<ports::NewPerson> one;
    one.push_back({std::move(person), std::move(password_hash), std::move(audited)});
    const auto ids = co_await create_people(std::move(one));
    if (!ids) co_return refuse(ids.error());
    co_return ids->front();
}

Task<Result<std::vector<ContactId>>> MemoryAccountStore::create_people(std::vector<ports::NewPerson> people) {
    using Ids = std::vector<ContactId>;
    co_return co_await tables_.write<Ids>([&]() -> Result<Ids> {
        std::set<std::string> unames;
        for (auto& [person, hash, audited] : people) {
            if (!tables_.companies.contains(person.company))
                return refuse(ErrorCode::not_found, "There is no such company.");
            const auto same = [&](const domain::Person& other) { return other.uname == person.uname; };
            if (!person.uname.empty() && (std::ranges::any_of(tables_.people | std::views::values, same) ||
                                          !unames.insert(person.uname).second)) {
                return refuse(ErrorCode::already_exists);
            }
            person = storable(std::move(person));
            if (auto known = check_companies(person); !known) return refuse(known.error());
        }
        Ids ids;
        for (auto& [person, hash, audited] : people) {
            const ContactId id{++tables_.last_person};
            person.id = id;
            ids.push_back(id);
            tables_.people.emplace(id, std::move(person));
            tables_.enter(audited, id.value());
            if (!hash.empty()) tables_.password_hashes.emplace(id, std::move(hash));
        }
        ++tables_.directory_version;
        return ids;
    });
}

Task<Result<void>> MemoryAccountStore::update_person(domain::Person person, domain::Audited audited) {
    co_return co_await tables_.write<void>([&]() -> Result<void> {
        const auto found = tables_.people.find(person.id);
        if (found == tables_.people.end()) return refuse(ErrorCode::not_found);
        auto next = storable(std::move(person));
        if (auto known = check_companies(next); !known) return known;
        auto& row = found->second;
        row.name = std::move(next.name);
        row.email = std::move(next.email);
        row.administrator = next.administrator;
        row.disabled = next.disabled;
        row.supervises = std::move(next.supervises);
        ++tables_.directory_version;
        tables_.enter(audited);
        return {};
    });
}

Task<Result<void>> MemoryAccountStore::update_company(domain::Company company, domain::Audited audited) {
    co_return co_await tables_.write<void>([&]() -> Result<void> {
        const auto found = tables_.companies.find(company.id);
        if (found == tables_.companies.end()) return refuse(ErrorCode::not_found);
        const auto same = [&](const domain::Company& other) {
            return other.id != company.id && other.name == company.name;
        };
        if (std::ranges::any_of(tables_.companies | std::views::values, same)) return refuse(ErrorCode::already_exists);
        found->second = std::move(company);
        ++tables_.directory_version;
        tables_.enter(audited);
        return {};
    });
}

Task<Result<void>> MemoryAccountStore::set_roster_exception(domain::Directory::Exception exception, bool on,
                                                            domain::Audited audited) {
    co_return co_await tables_.write<void>([&]() -> Result<void> {
        const auto checked = storable(exception);
        if (!checked) return refuse(checked.error());
        const bool known =
            tables_.people.contains(checked->first) && (!checked->second || tables_.people.contains(checked->second));
        if (!known) return refuse(ErrorCode::not_found);
        const std::pair row{checked->first, checked->second};
        const bool changed = on ? tables_.exceptions.insert(row).second : tables_.exceptions.erase(row) != 0;
        if (changed) ++tables_.directory_version;
        tables_.enter(audited);
        return {};
    });
}

Task<Result<std::optional<std::string>>> MemoryAccountStore::password_hash(ContactId person) {
    using Hash = std::optional<std::string>;
    co_return co_await tables_.read<Hash>([&]() -> Result<Hash> {
        const auto found = tables_.password_hashes.find(person);
        return found == tables_.password_hashes.end() ? Hash{} : Hash{found->second};
    });
}

Task<Result<void>> MemoryAccountStore::set_password_hash(ContactId person, std::string hash, domain::Audited audited) {
    co_return co_await tables_.write<void>([&]() -> Result<void> {
        if (!tables_.people.contains(person)) return refuse(ErrorCode::not_found);
        if (hash.empty()) {
            tables_.password_hashes.erase(person);
        } else {
            tables_.password_hashes.insert_or_assign(person, std::move(hash));
        }
        tables_.enter(audited);
        return {};
    });
}

}  // namespace foyer::storage
