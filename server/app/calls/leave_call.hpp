#pragma once
#include <string>

#include "server/app/calls/call_table.hpp"

namespace foyer::app {

/// One client hangs up; harmless if it is not in the call. Any I/O thread.
/// Errors: `not_found`, `watching_only`, `bad_request` (ids).
class LeaveCall {
public:
    explicit LeaveCall(CallTable& calls) : calls_(calls) {}

    Task<Result<void>> run(CallCaller who, RoomId room, std::string call, std::string peer);

private:
    Task<Result<void>> leave(CallCaller who, CallPlace place, domain::PeerId peer);

    CallTable& calls_;
};

}  // namespace foyer::app
