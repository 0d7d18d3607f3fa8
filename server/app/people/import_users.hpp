#pragma once
#include <string>
#include <vector>

#include "server/app/people/accounts.hpp"

namespace foyer::app {

/// A user as a line of a file describes him. The company is the import's.
struct UserLine {
    std::uint32_t line = 0;
    NewUser user;
};
struct LineFault {
    std::uint32_t line = 0;
    std::string sentence;
    bool operator==(const LineFault&) const = default;
};
struct FirstPassword {
    std::uint32_t line = 0;
    std::string uname;
    std::string password;  ///< A secret; stored nowhere.
};
struct ImportedUsers {
    std::uint32_t created = 0;             ///< Or would be.
    std::vector<LineFault> faults;         ///< In order. Any at all: nobody was made.
    std::vector<FirstPassword> passwords;  ///< Of those who were given none.
};

/// Makes many accounts of one company: all of them or nobody. For administrators. Errors: `forbidden`, `not_found`
/// (company), `already_exists` (somebody else took a name meanwhile), `rate_limited`, `store_failed`; what is wrong
/// with single lines stands in the result.
class ImportUsers {
public:
    ImportUsers(AccountDesk desk, ports::Random& random) : desk_(desk), random_(random) {}
    /// `check_only`: looks for faults, makes nobody.
    Task<Result<ImportedUsers>> run(Actor actor, CompanyId company, std::vector<UserLine> lines, bool check_only);

private:
    /// In the order of the lines; empty if there are faults.
    [[nodiscard]] std::vector<ports::NewPerson> checked(const domain::Directory& directory,
                                                        const std::vector<UserLine>& lines,
                                                        std::vector<LineFault>& faults) const;
    Task<Result<void>> give_passwords(std::vector<UserLine>& lines, std::vector<ports::NewPerson>& people,
                                      ImportedUsers& outcome);

    AccountDesk desk_;
    ports::Random& random_;
};

}  // namespace foyer::app
