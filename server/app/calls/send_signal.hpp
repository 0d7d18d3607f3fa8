#pragma once
#include <string>

#include "server/app/calls/call_table.hpp"

namespace foyer::app {

/// What a client wants relayed to another one.
struct NewSignal {
    RoomId room;
    std::string call;
    std::string from;
    std::string to;
    domain::Signal signal;
};

/// Relays one step of a negotiation to the peer named (contract 5), in the order of the calls. Any I/O thread.
/// Errors: `bad_signal`, `bad_request` (ids), `not_found`, `watching_only`, `unavailable`, `rate_limited`.
class SendSignal {
public:
    explicit SendSignal(CallTable& calls) : calls_(calls) {}

    Task<Result<void>> run(CallCaller who, NewSignal wish);

private:
    Task<Result<void>> relay(CallCaller who, CallPlace place, domain::PeerId from, domain::PeerId to,
                             domain::Signal signal);

    CallTable& calls_;
};

}  // namespace foyer::app
