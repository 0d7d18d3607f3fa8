#include "server/domain/person/directory.hpp"

namespace foyer::domain {

Directory::Directory(std::vector<Company> companies, std::vector<Person> people, std::vector<Exception> exceptions)
    : exceptions_(std::move(exceptions)) {
    for (auto& company : companies) {
        shows_supervision_ = shows_supervision_ || company.supervision_shown;
        companies_.emplace(company.id, std::move(company));
    }
    for (auto& person : people) {
        by_uname_.emplace(person.uname, person.id);
        people_of_[person.company].push_back(person.id);
        if (!person.disabled) {
            for (const auto company : person.supervises) supervisors_of_[company].push_back(person.id);
        }
        people_.emplace(person.id, std::move(person));
    }
    for (auto& exception : exceptions_) {
        if (exception.second && exception.second < exception.first) std::swap(exception.first, exception.second);
        excepted_.insert(exception.first);
        if (exception.second) excepted_.insert(exception.second);
    }
    std::ranges::sort(exceptions_);
    for (auto& [company, ids] : people_of_) std::ranges::sort(ids);
    for (auto& [company, ids] : supervisors_of_) std::ranges::sort(ids);
}

const Person* Directory::find(ContactId id) const {
    const auto found = people_.find(id);
    return found == people_.end() ? nullptr : &found->second;
}

const Person* Directory::find_by_uname(std::string_view uname) const {
    const auto found = by_uname_.find(std::string(uname));
    return found == by_uname_.end() ? nullptr : find(found->second);
}

const Company* Directory::company(CompanyId id) const {
    const auto found = companies_.find(id);
    return found == companies_.end() ? nullptr : &found->second;
}

namespace {
const std::vector<ContactId>& ids_in(const std::unordered_map<CompanyId, std::vector<ContactId>>& map, CompanyId id) {
    static const std::vector<ContactId> none;
    const auto found = map.find(id);
    return found == map.end() ? none : found->second;
}

bool contains(const std::vector<Directory::Exception>& sorted, Directory::Exception exception) {
    return std::ranges::binary_search(sorted, exception);
}
}  // namespace

const std::vector<ContactId>& Directory::people_of(CompanyId id) const {
    return ids_in(people_of_, id);
}
const std::vector<ContactId>& Directory::supervisors_of(CompanyId id) const {
    return ids_in(supervisors_of_, id);
}

bool Directory::is_exception(ContactId a, ContactId b) const {
    if (!has_exception(a) && !has_exception(b)) return false;
    return contains(exceptions_, {std::min(a, b), std::max(a, b)}) || contains(exceptions_, {a, {}}) ||
           contains(exceptions_, {b, {}});
}

bool Directory::is_excepted_from_all(ContactId id) const {
    return has_exception(id) && contains(exceptions_, {id, {}});
}

bool Directory::has_administrator() const {
    return std::ranges::any_of(people_,
                               [](const auto& entry) { return entry.second.administrator && !entry.second.disabled; });
}

}  // namespace foyer::domain
