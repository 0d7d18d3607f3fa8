#pragma once
#include <string>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/app/caller.hpp"
#include "server/app/people/api_keys.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/app/people/sessions.hpp"

namespace foyer::app {

/// Who a session token (cookie or bearer) or an API key speaks for. Errors: `not_logged_in`, `store_failed`.
class Authenticate {
public:
    Authenticate(DirectoryCache& directory, Sessions& sessions, ApiKeys& keys)
        : directory_(directory), sessions_(sessions), keys_(keys) {}
    Task<Result<Caller>> run(std::string token);

private:
    Task<Result<Caller>> find(std::string token);

    DirectoryCache& directory_;
    Sessions& sessions_;
    ApiKeys& keys_;
};

}  // namespace foyer::app
