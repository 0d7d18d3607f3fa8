#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "server/app/people/actor.hpp"
#include "server/app/people/directory_cache.hpp"

namespace foyer::app {

struct PersonPage {
    std::vector<domain::Person> people;  ///< By id.
    bool more = false;
};

struct CompanyInfo {
    domain::Company company;
    std::uint32_t people = 0;  ///< Users and guests.
};

struct CompanyPage {
    std::vector<CompanyInfo> companies;  ///< By id.
    bool more = false;
};

/// Companies and accounts as administrators see them, from the directory of now. Any thread; nothing waits.
/// Errors: `forbidden` (not an administrator), `not_found`.
class ReadAccounts {
public:
    explicit ReadAccounts(DirectoryCache& directory) : directory_(directory) {}

    /// Of one company, or with 0 of all.
    [[nodiscard]] Result<PersonPage> people(const Actor& actor, CompanyId company, ContactId after,
                                            std::size_t limit) const;
    /// The one with this login name, or none.
    [[nodiscard]] Result<PersonPage> person_named(const Actor& actor, const std::string& uname) const;
    [[nodiscard]] Result<domain::Person> person(const Actor& actor, ContactId id) const;
    [[nodiscard]] Result<CompanyPage> companies(const Actor& actor, CompanyId after, std::size_t limit) const;
    [[nodiscard]] Result<CompanyPage> company_named(const Actor& actor, std::string_view name) const;
    [[nodiscard]] Result<CompanyInfo> company(const Actor& actor, CompanyId id) const;

private:
    [[nodiscard]] Result<DirectorySnapshot> open_for(const Actor& actor) const;

    DirectoryCache& directory_;
};

}  // namespace foyer::app
