#pragma once
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "server/domain/person/person.hpp"

namespace foyer::domain {

/// Everybody the server knows, as one immutable value that decisions look people up in.
/// Made anew when accounts change, and shared between threads as shared_ptr<const Directory>.
class Directory {
public:
    /// A pair of colleagues whom `auto_roster` does not join; with `second` 0: `first` and all of his company.
    struct Exception {
        ContactId first;
        ContactId second;
        auto operator<=>(const Exception&) const = default;
    };

    Directory() = default;
    Directory(std::vector<Company> companies, std::vector<Person> people, std::vector<Exception> exceptions);

    /// nullptr if there is no such person. Disabled people are found: their names stay readable in history.
    [[nodiscard]] const Person* find(ContactId id) const;
    [[nodiscard]] const Person* find_by_uname(std::string_view uname) const;
    [[nodiscard]] const Company* company(CompanyId id) const;
    /// Users and guests of the company, by id. Empty for an unknown company.
    [[nodiscard]] const std::vector<ContactId>& people_of(CompanyId id) const;
    /// Who holds api_chat for the company and is not disabled, by id.
    [[nodiscard]] const std::vector<ContactId>& supervisors_of(CompanyId id) const;
    [[nodiscard]] bool is_exception(ContactId a, ContactId b) const;
    /// auto_roster joins this person with nobody.
    [[nodiscard]] bool is_excepted_from_all(ContactId id) const;
    /// Some exception names this person.
    [[nodiscard]] bool has_exception(ContactId id) const { return excepted_.contains(id); }
    /// Sorted.
    [[nodiscard]] const std::vector<Exception>& exceptions() const { return exceptions_; }
    /// Some company shows its supervision.
    [[nodiscard]] bool shows_supervision() const { return shows_supervision_; }
    /// Somebody holds the administrator's rights and is not disabled.
    [[nodiscard]] bool has_administrator() const;

    [[nodiscard]] const std::unordered_map<ContactId, Person>& people() const { return people_; }
    [[nodiscard]] const std::unordered_map<CompanyId, Company>& companies() const { return companies_; }

private:
    std::unordered_map<ContactId, Person> people_;
    std::unordered_map<CompanyId, Company> companies_;
    std::unordered_map<std::string, ContactId> by_uname_;
    std::unordered_map<CompanyId, std::vector<ContactId>> people_of_;
    std::unordered_map<CompanyId, std::vector<ContactId>> supervisors_of_;
    std::vector<Exception> exceptions_;  ///< The smaller id first, unless `second` is 0.
    std::unordered_set<ContactId> excepted_;
    bool shows_supervision_ = false;
};

}  // namespace foyer::domain
