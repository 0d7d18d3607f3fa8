// How much the server logs, for administrators.
#include "server/gateway/rest/rest_operations.hpp"

namespace foyer::gateway {

namespace {

Result<v1::LogLevel> shown(RestDesk& desk) {
    if (desk.log == nullptr) return refuse(ErrorCode::unavailable, "No server runs on this data folder.");
    v1::LogLevel answer;
    answer.set_level(desk.log->level());
    return answer;
}

Task<Result<v1::LogLevel>> read_log_level(RestDesk& desk, app::Actor, v1::ReadLogLevelRequest) {
    co_return shown(desk);
}

Task<Result<v1::LogLevel>> set_log_level(RestDesk& desk, app::Actor actor, v1::SetLogLevelRequest request) {
    if (desk.log != nullptr) {
        const auto before = desk.log->level();
        if (const auto set = desk.log->set(request.level()); !set) co_return refuse(set.error());
        domain::AuditTarget server;
        const auto entered =
            co_await desk.app.audit.look(actor, domain::AuditAction::log_level_set, server, true, desk.log->level());
        if (!entered) {
            if (const auto back = desk.log->set(before); !back) co_return refuse(back.error());
            co_return refuse(entered.error());
        }
    }
    co_return shown(desk);
}

}  // namespace

void bind_log_calls(RestOperations& operations) {
    operations.bind<route::ReadLogLevel>(read_log_level);
    operations.bind<route::SetLogLevel>(set_log_level);
}

}  // namespace foyer::gateway
