#include "server/app/people/authenticate.hpp"

namespace foyer::app {

Task<Result<Caller>> Authenticate::run(std::string token) {
    if (token.empty()) co_return refuse(ErrorCode::not_logged_in);
    const auto caller = co_await find(std::move(token));
    if (!caller) co_return refuse(caller.error());
    const auto directory = directory_.current();
    const auto* person = directory->find(caller->person);
    if (!person || person->disabled) co_return refuse(ErrorCode::not_logged_in);
    co_return *caller;
}

Task<Result<Caller>> Authenticate::find(std::string token) {
    if (token.starts_with(ApiKeys::prefix)) {
        const auto key = co_await keys_.find(std::move(token));
        if (!key) co_return refuse(key.error());
        co_return Caller{key->person, SessionId{}, key->id, key->scopes};
    }
    const auto session = co_await sessions_.find(std::move(token));
    if (!session) co_return refuse(session.error());
    co_return Caller{session->person, session->id};
}

}  // namespace foyer::app
