// What a user has open, for administrators.
#include "server/gateway/rest/rest_operations.hpp"
#include "server/gateway/rest/session_list.hpp"

namespace foyer::gateway {

namespace {

Task<Result<v1::SessionList>> list_sessions_of_user(RestDesk& desk, app::Actor actor,
                                                    v1::ListSessionsOfUserRequest request) {
    const auto sessions = co_await desk.app.list_sessions_of_user.run(actor, ContactId{request.contact_id()});
    if (!sessions) co_return refuse(sessions.error());
    const auto* caller = std::get_if<app::Caller>(&actor);
    co_return session_list(*sessions, caller ? caller->session : SessionId{});
}

Task<Result<v1::Done>> end_sessions_of_user(RestDesk& desk, app::Actor actor, v1::EndSessionsOfUserRequest request) {
    const auto ended = co_await desk.app.end_sessions.run(actor, ContactId{request.contact_id()});
    if (!ended) co_return refuse(ended.error());
    co_return v1::Done{};
}

Task<Result<v1::Done>> revoke_session_of_user(RestDesk& desk, app::Actor actor,
                                              v1::RevokeSessionOfUserRequest request) {
    const auto revoked = co_await desk.app.revoke_session_of_user.run(actor, ContactId{request.contact_id()},
                                                                      SessionId{request.session_id()});
    if (!revoked) co_return refuse(revoked.error());
    co_return v1::Done{};
}

Task<Result<v1::Done>> stop_second_factor_of_user(RestDesk& desk, app::Actor actor,
                                                  v1::StopSecondFactorOfUserRequest request) {
    const auto stopped = co_await desk.app.stop_second_factor.run(actor, ContactId{request.contact_id()});
    if (!stopped) co_return refuse(stopped.error());
    co_return v1::Done{};
}

}  // namespace

void bind_user_session_calls(RestOperations& operations) {
    operations.bind<route::ListSessionsOfUser>(list_sessions_of_user);
    operations.bind<route::EndSessionsOfUser>(end_sessions_of_user);
    operations.bind<route::RevokeSessionOfUser>(revoke_session_of_user);
    operations.bind<route::StopSecondFactorOfUser>(stop_second_factor_of_user);
}

}  // namespace foyer::gateway
