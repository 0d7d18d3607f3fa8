#pragma once
#include "server/domain/call/call.hpp"

namespace foyer::domain {

/// A connection is gone: its peers are lost, and out if they do not return within the grace. `for_good`: out at once
/// (it said good-bye, or its session ended).
[[nodiscard]] CallChange lose_connection(Call call, ConnectionId connection, bool for_good, Instant now,
                                         const CallLimits& limits);

/// Offers that nobody has answered in time, and peers that have not returned in time.
[[nodiscard]] CallChange pass_time(Call call, Instant now);

}  // namespace foyer::domain
