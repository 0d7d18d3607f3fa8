#pragma once
#include "lib/base/connection_id.hpp"
#include "server/app/caller.hpp"

namespace foyer::gateway {

/// Who asks, on which connection.
struct FeedCaller {
    app::Caller caller;
    ConnectionId connection{};
};

}  // namespace foyer::gateway
