#pragma once
#include <string>

#include "server/app/calls/call_table.hpp"

namespace foyer::app {

/// Says what a peer sends at the moment, for the others to show. Any I/O thread.
/// Errors: `not_found`, `watching_only`, `bad_request` (ids).
class SetCallMedia {
public:
    explicit SetCallMedia(CallTable& calls) : calls_(calls) {}

    Task<Result<void>> run(CallCaller who, RoomId room, std::string call, std::string peer, domain::CallMedia media);

private:
    Task<Result<void>> set(CallCaller who, CallPlace place, domain::PeerId peer, domain::CallMedia media);

    CallTable& calls_;
};

}  // namespace foyer::app
