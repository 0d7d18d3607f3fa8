#include "server/domain/call/pass_time.hpp"

namespace foyer::domain {

CallChange lose_connection(Call call, ConnectionId connection, bool for_good, Instant now, const CallLimits& limits) {
    for (auto& peer : call.peers) {
        if (peer.connection != connection) continue;
        peer.connection = ConnectionId{};
        peer.lost_until = now + (for_good ? Millis{0} : limits.reconnect_grace);
    }
    return pass_time(std::move(call), now);
}

CallChange pass_time(Call call, Instant now) {
    for (auto& party : call.parties) {
        if (party.state == CallPartyState::offered && party.rings_until <= now) party.state = CallPartyState::timeout;
    }
    call.remove_peers_if([now](const CallPeer& peer) { return peer.lost_until && *peer.lost_until <= now; });
    return settled(std::move(call), now);
}

}  // namespace foyer::domain
