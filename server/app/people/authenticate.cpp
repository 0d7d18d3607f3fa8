#include "server/app/people/authenticate.hpp"

namespace foyer::app {

Task<Result<Caller>> Authenticate::run(std::string token) {
    if (token.empty()) co_return refuse(ErrorCode::not_logged_in);
    const auto session = co_await sessions_.find(std::move(token));
    if (!session) co_return refuse(session.error());
    const auto directory = directory_.current();
    const auto* person = directory->find(session->person);
    if (!person || person->disabled) co_return refuse(ErrorCode::not_logged_in);
    co_return Caller{session->person, session->id};
}

}  // namespace foyer::app
