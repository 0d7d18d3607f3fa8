#pragma once
#include "schema/feed.pb.h"
#include "server/app/calls/get_ice_servers.hpp"
#include "server/ports/call_events.hpp"

/// Calls as wire messages, and signals in both directions. Pure; any thread.
namespace foyer::gateway {

void to_wire(const ports::CallView& view, v1::Call& out);
void to_wire(const ports::CallChanged& event, v1::CallEvent& out);
void to_wire(const ports::CallGone& event, v1::CallEnded& out);
void to_wire(const ports::SignalSent& event, v1::SignalEvent& out);
void to_wire(const app::IceServers& servers, v1::IceServers& out);

[[nodiscard]] domain::Signal signal_from_wire(v1::Signal signal);

}  // namespace foyer::gateway
