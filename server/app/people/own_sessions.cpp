#include "server/app/people/own_sessions.hpp"

namespace foyer::app {

Task<Result<std::vector<ports::Session>>> ListSessions::run(Caller caller) {
    co_return co_await sessions_.list(caller.person);
}

Task<Result<void>> RevokeSession::run(Caller caller, SessionId session) {
    const auto own = co_await sessions_.list(caller.person);
    if (!own) co_return refuse(own.error());
    const auto found = std::ranges::find(*own, session, &ports::Session::id);
    if (found == own->end()) co_return refuse(ErrorCode::not_found);
    const Caller ended{caller.person, session};
    co_return co_await sessions_.end_login(ended, "This session was ended from another one.");
}

}  // namespace foyer::app
