// The caller himself and his logins.
#include "server/gateway/rest/rest_operations.hpp"
#include "server/gateway/rest/session_list.hpp"
#include "server/gateway/wire/self_to_wire.hpp"

namespace foyer::gateway {

namespace {

Task<Result<v1::Self>> read_self(RestDesk& desk, app::Caller caller, v1::ReadSelfRequest) {
    v1::Self self;
    if (!self_to_wire(*desk.app.directory.current(), caller, self)) co_return refuse(ErrorCode::not_logged_in);
    co_return self;
}

Task<Result<v1::Done>> change_password(RestDesk& desk, app::Caller caller, v1::ChangePasswordRequest request) {
    const auto changed = co_await desk.app.set_password.own(caller, request.present(), request.password());
    if (!changed) co_return refuse(changed.error());
    co_return v1::Done{};
}

Task<Result<v1::SessionList>> list_sessions(RestDesk& desk, app::Caller caller, v1::ListSessionsRequest) {
    const auto sessions = co_await desk.app.list_sessions.run(caller);
    if (!sessions) co_return refuse(sessions.error());
    co_return session_list(*sessions, caller.session);
}

Task<Result<v1::Done>> revoke_session(RestDesk& desk, app::Caller caller, v1::RevokeSessionRequest request) {
    const auto revoked = co_await desk.app.revoke_session.run(caller, SessionId{request.session_id()});
    if (!revoked) co_return refuse(revoked.error());
    co_return v1::Done{};
}

}  // namespace

void bind_own_calls(RestOperations& operations) {
    operations.bind<route::ReadSelf>(read_self);
    operations.bind<route::ChangePassword>(change_password);
    operations.bind<route::ListSessions>(list_sessions);
    operations.bind<route::RevokeSession>(revoke_session);
}

}  // namespace foyer::gateway
