#pragma once
#include <string>

#include "server/app/calls/call_table.hpp"

namespace foyer::app {

/// Brings the peers of one call into another one in which the caller takes part (contract 5 merge). Any I/O thread.
/// Errors: `not_found`, `watching_only`, `forbidden`, `bad_request`, `limit_reached`.
class MergeCalls {
public:
    explicit MergeCalls(CallTable& calls) : calls_(calls) {}

    Task<Result<ports::CallViewRef>> run(CallCaller who, RoomId room, std::string call, RoomId into_room,
                                         std::string into_call);

private:
    Task<Result<ports::CallViewRef>> merge(CallCaller who, CallPlace first, CallPlace into);

    CallTable& calls_;
};

}  // namespace foyer::app
