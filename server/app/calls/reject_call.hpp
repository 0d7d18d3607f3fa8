#pragma once
#include <string>

#include "server/app/calls/call_table.hpp"

namespace foyer::app {

/// Refuses an offer for all clients of the caller; harmless if there is nothing to refuse. Any I/O thread.
/// Errors: `not_found`, `watching_only`, `bad_request` (id).
class RejectCall {
public:
    explicit RejectCall(CallTable& calls) : calls_(calls) {}

    Task<Result<void>> run(CallCaller who, RoomId room, std::string call);

private:
    Task<Result<void>> reject(CallCaller who, CallPlace place);

    CallTable& calls_;
};

}  // namespace foyer::app
