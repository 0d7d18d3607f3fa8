#pragma once
#include "server/app/app.hpp"
#include "server/gateway/ws/answers.hpp"
#include "server/gateway/ws/feed_caller.hpp"

/// Requests on calls: each becomes a use case, and its result the answer frame. Any I/O thread.
namespace foyer::gateway {

[[nodiscard]] Answer start_call(app::App& app, FeedCaller who, v1::StartCall request);
[[nodiscard]] Answer join_call(app::App& app, FeedCaller who, v1::JoinCall request);
[[nodiscard]] Answer reject_call(app::App& app, FeedCaller who, v1::RejectCall request);
[[nodiscard]] Answer leave_call(app::App& app, FeedCaller who, v1::LeaveCall request);
[[nodiscard]] Answer merge_calls(app::App& app, FeedCaller who, v1::MergeCalls request);
[[nodiscard]] Answer send_signal(app::App& app, FeedCaller who, v1::SendSignal request);
[[nodiscard]] Answer set_call_media(app::App& app, FeedCaller who, v1::SetCallMedia request);
[[nodiscard]] Result<v1::ServerFrame> get_ice_servers(app::App& app, FeedCaller who);

}  // namespace foyer::gateway
