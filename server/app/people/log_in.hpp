#pragma once
#include <optional>
#include <string>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/app/audit/audit_log.hpp"
#include "server/app/caller.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/app/people/login_limits.hpp"
#include "server/app/people/second_factors.hpp"
#include "server/app/people/sessions.hpp"
#include "server/app/people/sleep.hpp"
#include "server/ports/account_store.hpp"
#include "server/ports/world.hpp"

namespace foyer::app {

/// Either a login token, or a name and a password.
struct Login {
    std::string uname;
    std::string password;
    std::string code;  ///< Of the second factor, where there is one.
    std::string login_token;
    std::string subid;
    bool remember = false;       ///< Hand out a login token, in place of the one used.
    std::string remote_address;  ///< The client's address, for the limits.
};

struct LoggedIn {
    Caller caller;
    std::string session_token;               ///< A secret.
    std::optional<std::string> login_token;  ///< A secret, to be remembered; replaces the one used.
    Instant expires{};
};

/// Opens a session. Unknown names, wrong passwords, people without a password and disabled accounts take equally long
/// and answer alike. Errors: `wrong_credentials`, `second_factor_needed` (the password was right), `rate_limited` (with
/// retry_after), `bad_request`, `conflict` (the password was changed meanwhile), `store_failed`.
class LogIn {
public:
    LogIn(DirectoryCache& directory, ports::AccountStore& accounts, Sessions& sessions, ports::PasswordHasher& hasher,
          CheckSecondFactor& second_factor, const ports::Clock& clock, LoginLimits& limits, Sleep sleep,
          SessionSettings settings, AuditLog& audit);

    Task<Result<LoggedIn>> run(Login login);

private:
    /// Somebody whose password was right, and the hash that proved it.
    struct Proven {
        ContactId person;
        std::string hash;
    };
    Task<Result<Proven>> by_password(Login login);
    Task<Result<LoggedIn>> run_by_token(Login login);
    Task<Result<ports::Session>> by_token(std::string login_token, bool consume);
    Task<Result<Proven>> prove(std::string account, std::string password);
    Task<Result<Proven>> renew_hash(Proven proven, std::string password);
    [[nodiscard]] bool may_enter(ContactId id) const;
    /// What was opened, so that it can be closed again.
    struct Opening {
        LoggedIn answer;
        std::vector<ports::Session> sessions;
    };
    /// `login` 0: a new one.
    Task<Result<Opening>> open(ContactId person, std::string subid, bool remember, SessionId login,
                               std::string remote_address);
    Task<Result<void>> close(Opening opening);

    DirectoryCache& directory_;
    ports::AccountStore& accounts_;
    Sessions& sessions_;
    ports::PasswordHasher& hasher_;
    CheckSecondFactor& second_factor_;
    const ports::Clock& clock_;
    LoginLimits& limits_;
    Sleep sleep_;
    SessionSettings settings_;
    AuditLog& audit_;
};

}  // namespace foyer::app
