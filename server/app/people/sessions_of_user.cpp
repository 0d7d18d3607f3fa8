#include "server/app/people/sessions_of_user.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace foyer::app {

namespace {

Result<void> permit(const Actor& actor, const domain::Directory& directory, ContactId person) {
    if (!may_administer(actor, directory)) return refuse(ErrorCode::forbidden);
    if (!directory.find(person)) return refuse(ErrorCode::not_found);
    return {};
}

}  // namespace

Task<Result<std::vector<ports::Session>>> ListSessionsOfUser::run(Actor actor, ContactId person) {
    const auto permitted = permit(actor, *directory_.current(), person);
    if (!permitted) co_return refuse(permitted.error());
    co_return co_await sessions_.list(person);
}

Task<Result<void>> RevokeSessionOfUser::run(Actor actor, ContactId person, SessionId session) {
    const auto directory = directory_.current();
    const auto permitted = permit(actor, *directory, person);
    if (!permitted) co_return refuse(permitted.error());
    const auto living = co_await sessions_.list(person);
    if (!living) co_return refuse(living.error());
    if (std::ranges::find(*living, session, &ports::Session::id) == living->end()) {
        co_return refuse(ErrorCode::not_found);
    }
    auto target = domain::target_of(*directory->find(person));
    auto which = fmt::format("session {}", session.value());
    const auto entered = co_await audit_.look(actor, domain::AuditAction::user_sessions_ended, std::move(target), true,
                                              std::move(which));
    if (!entered) co_return refuse(entered.error());
    const Caller ended{person, session};
    co_return co_await sessions_.end_login(ended, "This session was ended by the administrator.");
}

}  // namespace foyer::app
