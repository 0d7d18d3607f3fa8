#include "server/app/people/log_out.hpp"

namespace foyer::app {

Task<Result<void>> LogOut::run(Caller caller) {
    if (caller.key) co_return refuse(ErrorCode::forbidden, "An API key is revoked, not logged out.");
    co_return co_await sessions_.end_login(caller, "You have logged out.");
}

}  // namespace foyer::app
