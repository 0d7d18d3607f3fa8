#pragma once
#include <optional>
#include <string>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/domain/audit/audit_entry.hpp"
#include "server/domain/person/directory.hpp"

namespace foyer::ports {

struct NewPerson {
    domain::Person person;
    std::string password_hash;  ///< Empty for people who cannot log in by password.
    domain::Audited audited = nullptr;
};

/// Companies, people, permissions. May be called on any I/O thread; a write resumes its caller when it is durable.
/// Errors: `already_exists` (a company's name, an uname), `not_found` (a person or company named in the call),
/// `bad_request`, `limit_reached`, `store_failed`, `unavailable`. A refused call changes nothing. With `audited` the
/// change is entered in the audit log with it, both or none.
class AccountStore {
public:
    virtual ~AccountStore() = default;

    virtual Task<Result<domain::Directory>> load_directory() = 0;
    /// Grows with every change of what load_directory() returns, also by another process on the same data.
    virtual Task<Result<std::uint64_t>> directory_version() = 0;

    /// Gives the id; auto_roster is on.
    virtual Task<Result<CompanyId>> create_company(std::string name, domain::Audited audited = nullptr) = 0;
    /// Gives the id. Empty unames may repeat (XMPP contacts). `password_hash` is empty for people who cannot log in by
    /// password.
    virtual Task<Result<ContactId>> create_person(domain::Person person, std::string password_hash,
                                                  domain::Audited audited = nullptr) = 0;
    /// All of them, in order, or nobody. Errors: as create_person's, for the first that cannot be.
    virtual Task<Result<std::vector<ContactId>>> create_people(std::vector<NewPerson> people) = 0;
    /// Replaces name, email, administrator, disabled and supervises of the person with that id.
    virtual Task<Result<void>> update_person(domain::Person person, domain::Audited audited = nullptr) = 0;
    /// Replaces all but the id of the company with that id.
    virtual Task<Result<void>> update_company(domain::Company company, domain::Audited audited = nullptr) = 0;
    /// The order of the two does not matter; repeating it has no effect. `bad_request` for nobody, or one person twice.
    virtual Task<Result<void>> set_roster_exception(domain::Directory::Exception exception, bool on,
                                                    domain::Audited audited = nullptr) = 0;
    /// nullopt if there is no such person or no password.
    virtual Task<Result<std::optional<std::string>>> password_hash(ContactId person) = 0;
    /// An empty hash takes the password away.
    virtual Task<Result<void>> set_password_hash(ContactId person, std::string hash,
                                                 domain::Audited audited = nullptr) = 0;
};

}  // namespace foyer::ports
