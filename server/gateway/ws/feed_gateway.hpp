#pragma once
#include <string>
#include <vector>

#include "lib/net/http.hpp"
#include "server/gateway/http/origin_rule.hpp"
#include "server/gateway/ws/feed_services.hpp"

namespace foyer::gateway {

/// Turns upgrade requests into feeds (/api/feed). Any I/O thread; outlives its connections.
class FeedGateway {
public:
    FeedGateway(FeedServices services, const OriginRule& origins) : services_(std::move(services)), origins_(origins) {}

    /// Refuses pages of foreign origins, and clients that offer only subprotocols it does not know. Who offers none
    /// gets JSON. Whether somebody is logged in is told over the feed itself, where a page can read the answer.
    [[nodiscard]] net::UpgradeAnswer upgrade(const net::HttpRequest& request, const std::vector<std::string>& offered);

private:
    FeedServices services_;
    const OriginRule& origins_;
};

}  // namespace foyer::gateway
