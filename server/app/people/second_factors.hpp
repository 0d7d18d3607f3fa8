#pragma once
#include <string>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/app/audit/audit_log.hpp"
#include "server/app/caller.hpp"
#include "server/app/people/actor.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/ports/account_store.hpp"
#include "server/ports/one_time_codes.hpp"
#include "server/ports/second_factor_store.hpp"
#include "server/ports/world.hpp"

namespace foyer::app {

/// What the use cases of second factors stand on. References to what outlives them.
struct SecondFactorDesk {
    DirectoryCache& directory;
    ports::AccountStore& accounts;
    ports::SecondFactorStore& factors;
    ports::PasswordHasher& hasher;
    ports::OneTimeCodes& codes;
    ports::Random& random;
    const ports::Clock& clock;
    AuditLog& audit;
};

/// Asks for the second factor of somebody whose password was right. Any I/O thread.
class CheckSecondFactor {
public:
    explicit CheckSecondFactor(SecondFactorDesk desk) : desk_(desk) {}
    /// Passes who has none. `code`: of the app, or a recovery code; used up. Errors: `second_factor_needed`,
    /// `store_failed`.
    Task<Result<void>> run(ContactId person, std::string code);

private:
    SecondFactorDesk desk_;
};

struct SecondFactorState {
    bool on = false;
    std::uint32_t recovery_codes_left = 0;
};
/// How the caller's own second factor stands. Error: `store_failed`.
class ShowSecondFactor {
public:
    explicit ShowSecondFactor(SecondFactorDesk desk) : desk_(desk) {}
    Task<Result<SecondFactorState>> run(Caller caller);

private:
    SecondFactorDesk desk_;
};

/// What an authenticator app is set up with. Both are secrets.
struct SecondFactorSecret {
    std::string letters;  ///< To type in.
    std::string uri;      ///< otpauth://, to show as a QR code.
};
/// Draws a secret; nothing is asked for until ConfirmSecondFactor. Errors: `wrong_credentials`, `conflict` (there is a
/// confirmed one), `rate_limited`, `store_failed`.
class StartSecondFactor {
public:
    explicit StartSecondFactor(SecondFactorDesk desk) : desk_(desk) {}
    Task<Result<SecondFactorSecret>> run(Caller caller, std::string password);

private:
    SecondFactorDesk desk_;
};

/// The person's app has the secret: from now on logging in needs a code. Gives the recovery codes, secrets that are
/// told only here. Errors: `second_factor_needed` (wrong code), `not_found` (nothing was started), `conflict`,
/// `store_failed`.
class ConfirmSecondFactor {
public:
    explicit ConfirmSecondFactor(SecondFactorDesk desk) : desk_(desk) {}
    Task<Result<std::vector<std::string>>> run(Caller caller, std::string code);

private:
    SecondFactorDesk desk_;
};

/// Switches it off: the person himself with his password, or an administrator for somebody who has lost his app.
/// Errors: `wrong_credentials`, `forbidden`, `not_found`, `rate_limited`, `store_failed`.
class StopSecondFactor {
public:
    explicit StopSecondFactor(SecondFactorDesk desk) : desk_(desk) {}
    Task<Result<void>> own(Caller caller, std::string password);
    Task<Result<void>> run(Actor actor, ContactId person);

private:
    SecondFactorDesk desk_;
};

}  // namespace foyer::app
