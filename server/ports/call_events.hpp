#pragma once
#include <memory>
#include <string>
#include <vector>

#include "lib/base/connection_id.hpp"
#include "server/domain/call/call.hpp"
#include "server/domain/call/signal.hpp"

namespace foyer::ports {

/// A call with the names of those in it. `party_names` matches `call.parties`, `peer_names` `call.peers`.
struct CallView {
    domain::Call call;
    std::vector<std::string> party_names;
    std::vector<std::string> peer_names;
};
using CallViewRef = std::shared_ptr<const CallView>;

/// A call of this room began or changed.
struct CallChanged {
    RoomId room;
    CallViewRef view;
};
struct CallGone {
    RoomId room;
    domain::CallId call;
    domain::CallEndReason reason = domain::CallEndReason::hung_up;
    domain::CallId into;  ///< If merged.
    RoomId into_room;
};
/// For one connection of the audience alone.
struct SignalSent {
    ConnectionId connection{};
    RoomId room;
    domain::CallId call;
    domain::PeerId from;
    domain::PeerId to;
    domain::Signal signal;
};

}  // namespace foyer::ports
