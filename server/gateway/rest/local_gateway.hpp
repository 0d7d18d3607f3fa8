#pragma once
#include <string>
#include <vector>

#include "lib/net/http.hpp"
#include "server/gateway/http/router.hpp"

namespace foyer::gateway {

/// REST for the operator at the machine's own command line: the calls of administrators without a login, for whoever
/// could reach the socket it listens on. What takes a person is refused; there are no pages and no feed. Concurrent
/// calls on all I/O threads; made before they run.
class LocalGateway final : public net::HttpHandler {
public:
    explicit LocalGateway(Router router) : router_(std::move(router)) {}

    Task<net::HttpResponse> handle(net::HttpRequest request) override;
    Task<net::UpgradeAnswer> upgrade(net::HttpRequest request, std::vector<std::string> offered) override;
    [[nodiscard]] net::HttpResponse refusal(unsigned status, std::string_view sentence) const override;

private:
    Router router_;
};

}  // namespace foyer::gateway
