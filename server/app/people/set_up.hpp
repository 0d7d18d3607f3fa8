#pragma once
#include <mutex>
#include <optional>
#include <string>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/app/people/accounts.hpp"
#include "server/ports/session_store.hpp"
#include "server/ports/world.hpp"

namespace foyer::app {

struct FirstAdministrator {
    std::string setup_token;
    std::string company_name;
    std::string uname;
    std::string name;
    std::string password;
};

/// Creates the first company and its administrator on an empty server, for whoever holds the one-time token that the
/// program printed at its start. Any thread.
class SetUp {
public:
    SetUp(AccountDesk desk, ports::Random& random) : desk_(desk), random_(random) {}

    /// No administrator exists, so the set-up page applies.
    [[nodiscard]] bool needed() const;
    /// Makes the token, if one is needed; the one before it is void. A secret, for the operator's eyes.
    std::optional<std::string> issue_token();
    /// Errors: `forbidden` (wrong token, or no longer needed), `bad_name`, `bad_request`, `store_failed`. The token is
    /// used up by success alone.
    Task<Result<ContactId>> run(FirstAdministrator request);

private:
    Task<Result<ContactId>> create(FirstAdministrator request);
    bool take(const std::string& token);
    void give_back(bool used);

    AccountDesk desk_;
    ports::Random& random_;
    std::mutex mutex_;  ///< Guards what follows: set-up may be asked on any I/O thread.
    std::optional<ports::TokenHash> token_;
    bool running_ = false;
};

}  // namespace foyer::app
