#include "server/app/people/read_accounts.hpp"

#include <algorithm>
#include <ranges>

namespace foyer::app {

namespace {

/// The first `limit` of the ids above `after`, by id.
template <class Id, class Ids>
std::vector<Id> page_of(const Ids& ids, Id after, std::size_t limit, bool& more) {
    std::vector<Id> found;
    for (const auto id : ids) {
        if (id > after) found.push_back(id);
    }
    more = found.size() > limit;
    const auto end = found.begin() + static_cast<std::ptrdiff_t>(std::min(limit, found.size()));
    std::ranges::partial_sort(found, end);
    found.erase(end, found.end());
    return found;
}

}  // namespace

Result<DirectorySnapshot> ReadAccounts::open_for(const Actor& actor) const {
    auto directory = directory_.current();
    if (!may_administer(actor, *directory)) return refuse(ErrorCode::forbidden);
    return directory;
}

Result<PersonPage> ReadAccounts::people(const Actor& actor, CompanyId company, ContactId after,
                                        std::size_t limit) const {
    const auto directory = open_for(actor);
    if (!directory) return refuse(directory.error());
    PersonPage page;
    const auto ids = company ? page_of((*directory)->people_of(company), after, limit, page.more)
                             : page_of((*directory)->people() | std::views::keys, after, limit, page.more);
    for (const auto id : ids) page.people.push_back(*(*directory)->find(id));
    return page;
}

Result<PersonPage> ReadAccounts::person_named(const Actor& actor, const std::string& uname) const {
    const auto directory = open_for(actor);
    if (!directory) return refuse(directory.error());
    PersonPage page;
    if (const auto* person = (*directory)->find_by_uname(uname)) page.people.push_back(*person);
    return page;
}

Result<domain::Person> ReadAccounts::person(const Actor& actor, ContactId id) const {
    const auto directory = open_for(actor);
    if (!directory) return refuse(directory.error());
    const auto* person = (*directory)->find(id);
    if (!person) return refuse(ErrorCode::not_found);
    return *person;
}

Result<CompanyPage> ReadAccounts::companies(const Actor& actor, CompanyId after, std::size_t limit) const {
    const auto directory = open_for(actor);
    if (!directory) return refuse(directory.error());
    CompanyPage page;
    for (const auto id : page_of((*directory)->companies() | std::views::keys, after, limit, page.more)) {
        page.companies.push_back(
            {*(*directory)->company(id), static_cast<std::uint32_t>((*directory)->people_of(id).size())});
    }
    return page;
}

Result<CompanyPage> ReadAccounts::company_named(const Actor& actor, std::string_view name) const {
    const auto directory = open_for(actor);
    if (!directory) return refuse(directory.error());
    CompanyPage page;
    for (const auto& [id, company] : (*directory)->companies()) {
        if (company.name != name) continue;
        page.companies.push_back({company, static_cast<std::uint32_t>((*directory)->people_of(id).size())});
    }
    return page;
}

Result<CompanyInfo> ReadAccounts::company(const Actor& actor, CompanyId id) const {
    const auto directory = open_for(actor);
    if (!directory) return refuse(directory.error());
    const auto* company = (*directory)->company(id);
    if (!company) return refuse(ErrorCode::not_found);
    return CompanyInfo{*company, static_cast<std::uint32_t>((*directory)->people_of(id).size())};
}

}  // namespace foyer::app
