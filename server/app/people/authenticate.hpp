#pragma once
#include <string>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/app/caller.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/app/people/sessions.hpp"

namespace foyer::app {

/// Who a session token (cookie or bearer) speaks for. Errors: `not_logged_in`, `store_failed`.
class Authenticate {
public:
    Authenticate(DirectoryCache& directory, Sessions& sessions) : directory_(directory), sessions_(sessions) {}
    Task<Result<Caller>> run(std::string token);

private:
    DirectoryCache& directory_;
    Sessions& sessions_;
};

}  // namespace foyer::app
