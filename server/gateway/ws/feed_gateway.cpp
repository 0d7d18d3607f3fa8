#include "server/gateway/ws/feed_gateway.hpp"

#include "server/gateway/http/credentials.hpp"
#include "server/gateway/http/http_answer.hpp"
#include "server/gateway/ws/feed_connection.hpp"

namespace foyer::gateway {

net::UpgradeAnswer FeedGateway::upgrade(const net::HttpRequest& request, const std::vector<std::string>& offered) {
    const auto origin = origins_.judge(request);
    if (origin == Origin::foreign) return error_answer(Error{ErrorCode::origin_not_allowed});
    std::string subprotocol;
    for (const auto& one : offered) {
        if (format_of(one)) {
            subprotocol = one;
            break;
        }
    }
    if (subprotocol.empty() && !offered.empty()) {
        return error_answer(Error{ErrorCode::bad_request, "This server speaks foyer.v1.json and foyer.v1.proto."});
    }
    const auto format = format_of(subprotocol).value_or(WireFormat::json);
    auto connection = std::make_shared<FeedConnection>(services_, services_.hub.on(*request.thread), format,
                                                       session_token(request, origin, true));
    return net::AcceptUpgrade{subprotocol, std::move(connection), services_.settings.socket};
}

}  // namespace foyer::gateway
