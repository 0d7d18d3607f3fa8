#pragma once
#include <string>

#include "server/app/calls/call_table.hpp"

namespace foyer::app {

/// Takes an offer, enters a running call, or returns to it after a lost connection (contract 5). Any I/O thread.
/// Errors: `not_found`, `watching_only`, `bad_request` (ids), `already_exists`, `limit_reached`.
class JoinCall {
public:
    explicit JoinCall(CallTable& calls) : calls_(calls) {}

    Task<Result<ports::CallViewRef>> run(CallCaller who, RoomId room, std::string call, std::string peer);

private:
    Task<Result<ports::CallViewRef>> join(CallCaller who, CallPlace place, domain::PeerId peer);

    CallTable& calls_;
};

}  // namespace foyer::app
