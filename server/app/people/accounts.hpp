#pragma once
#include <optional>
#include <string>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/app/audit/audit_log.hpp"
#include "server/app/people/actor.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/app/people/sessions.hpp"
#include "server/ports/account_store.hpp"
#include "server/ports/world.hpp"

namespace foyer::app {

/// What every use case on accounts stands on. Their common errors: `forbidden` (not an administrator), `not_found`,
/// `bad_name`, `already_exists`, `store_failed`. They resume their caller when the directory shows the change. Whatever
/// they change is entered in the audit log with it.
struct AccountDesk {
    DirectoryCache& directory;
    ports::AccountStore& accounts;
    ports::PasswordHasher& hasher;
    Sessions& sessions;
    SessionSettings settings;
    AuditLog& audit;
};

/// `bad_request` with a sentence if the password is too short, too long or not UTF-8.
[[nodiscard]] Result<void> check_password(const std::string& password, const SessionSettings& settings);

class CreateCompany {
public:
    explicit CreateCompany(AccountDesk desk) : desk_(desk) {}
    Task<Result<CompanyId>> run(Actor actor, std::string name);

private:
    AccountDesk desk_;
};

struct CompanyModification {
    std::optional<std::string> name;
    std::optional<bool> auto_roster;
    std::optional<bool> supervision_shown{};
    std::optional<std::string> language{};  ///< A tag such as "de"; empty: English.
    std::optional<bool> guests_may_chat{};
    std::optional<bool> guests_may_share_files{};
    std::optional<bool> guests_may_call{};
};
/// Error besides: `bad_request` (language).
class ModifyCompany {
public:
    explicit ModifyCompany(AccountDesk desk) : desk_(desk) {}
    Task<Result<void>> run(Actor actor, CompanyId company, CompanyModification modification);

private:
    AccountDesk desk_;
};

struct NewUser {
    CompanyId company;
    std::string uname;
    std::string name;  ///< Empty: the login name.
    std::string email;
    std::string password;  ///< Empty: cannot log in by password until one is set.
    bool administrator = false;
};
/// The account that is asked for, names and address as they are stored. Errors: `bad_name`, `bad_request`.
[[nodiscard]] Result<domain::Person> person_of(const NewUser& user);

class CreateUser {
public:
    explicit CreateUser(AccountDesk desk) : desk_(desk) {}
    Task<Result<ContactId>> run(Actor actor, NewUser user);
    /// Many at once, in order, with one reload of the directory. Stops at the first refusal; those before it exist.
    Task<Result<std::vector<ContactId>>> run_all(Actor actor, std::vector<NewUser> users);

private:
    Task<Result<ContactId>> create(Actor actor, NewUser user);
    AccountDesk desk_;
};

/// Gives or takes api_chat for a company. Repeating changes nothing.
class GrantPermission {
public:
    explicit GrantPermission(AccountDesk desk) : desk_(desk) {}
    Task<Result<void>> run(Actor actor, ContactId person, CompanyId company);
    Task<Result<void>> revoke(Actor actor, ContactId person, CompanyId company);

private:
    Task<Result<void>> set(Actor actor, ContactId person, CompanyId company, bool on);
    AccountDesk desk_;
};

/// Makes a user an administrator, or takes that back. Error besides: `conflict` for the last administrator.
class SetAdministrator {
public:
    explicit SetAdministrator(AccountDesk desk) : desk_(desk) {}
    Task<Result<void>> run(Actor actor, ContactId person, bool administrator);

private:
    AccountDesk desk_;
};

/// A disabled person cannot log in, and whatever he has open ends at once. Error besides: `conflict` for the last
/// administrator.
class DisableUser {
public:
    explicit DisableUser(AccountDesk desk) : desk_(desk) {}
    Task<Result<void>> run(Actor actor, ContactId person, bool disabled = true);

private:
    AccountDesk desk_;
};

/// Ends everything that somebody has open, "stay logged in" included: a device was lost.
class EndSessions {
public:
    explicit EndSessions(AccountDesk desk) : desk_(desk) {}
    Task<Result<void>> run(Actor actor, ContactId person);

private:
    AccountDesk desk_;
};

/// For administrators, and for everyone himself with his present password. Ends all other sessions of that person.
/// Errors besides: `bad_request` (see check_password), `wrong_credentials`, `rate_limited`.
class SetPassword {
public:
    explicit SetPassword(AccountDesk desk) : desk_(desk) {}
    Task<Result<void>> run(Actor actor, ContactId person, std::string password);
    Task<Result<void>> own(Caller caller, std::string present, std::string password);

private:
    Task<Result<void>> store(ContactId person, std::string password, domain::Audited audited);
    AccountDesk desk_;
};

class RenameUser {
public:
    explicit RenameUser(AccountDesk desk) : desk_(desk) {}
    Task<Result<void>> run(Actor actor, ContactId person, std::string name);

private:
    AccountDesk desk_;
};

/// Sets whether auto_roster joins two colleagues (`second` 0: `first` and all the others).
class SetRosterException {
public:
    explicit SetRosterException(AccountDesk desk) : desk_(desk) {}
    Task<Result<void>> run(Actor actor, domain::Directory::Exception exception, bool on);

private:
    AccountDesk desk_;
};

}  // namespace foyer::app
