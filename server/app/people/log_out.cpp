#include "server/app/people/log_out.hpp"

namespace foyer::app {

Task<Result<void>> LogOut::run(Caller caller) {
    if (caller.key) co_return refuse(ErrorCode::forbidden, "An API key is revoked, not logged out.");
    ports::Session session;
    session.id = caller.session;
    session.person = caller.person;
    co_return co_await sessions_.end(session, "You have logged out.");
}

}  // namespace foyer::app
