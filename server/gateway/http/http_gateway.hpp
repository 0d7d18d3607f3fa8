#pragma once
#include <functional>
#include <string>
#include <vector>

#include "lib/net/http.hpp"
#include "server/app/app.hpp"
#include "server/gateway/http/origin_rule.hpp"
#include "server/gateway/http/router.hpp"
#include "server/gateway/http/static_files.hpp"

namespace foyer::gateway {

/// The HTTP side of the server: judges where a request comes from, finds its operation or its file, sees to
/// authentication, CORS and the protective header fields. Concurrent calls on all I/O threads; made before they run.
class HttpGateway final : public net::HttpHandler {
public:
    using Upgrade = std::function<net::UpgradeAnswer(const net::HttpRequest&, const std::vector<std::string>& offered)>;

    HttpGateway(app::App& app, const OriginRule& origins, const StaticFiles& files, Router router);

    /// Who takes over a WebSocket that is asked for at `path`.
    void add_upgrade(std::string path, Upgrade upgrade) { upgrades_.emplace_back(std::move(path), std::move(upgrade)); }

    Task<net::HttpResponse> handle(net::HttpRequest request) override;
    Task<net::UpgradeAnswer> upgrade(net::HttpRequest request, std::vector<std::string> offered) override;
    [[nodiscard]] std::optional<net::BodyRule> body_rule(boost::beast::http::verb method,
                                                         std::string_view path) const override;
    /// As every other refusal: an error object.
    [[nodiscard]] net::HttpResponse refusal(unsigned status, std::string_view sentence) const override;

private:
    Task<net::HttpResponse> call(const HttpOperation& operation, HttpCall call);
    Task<Result<app::Caller>> authorize(const HttpOperation& operation, std::string token);
    net::HttpResponse preflight(const std::string& allow) const;
    void add_cors(const std::string& origin, Origin judged, net::HttpResponse& response) const;

    app::App& app_;
    const OriginRule& origins_;
    const StaticFiles& files_;
    Router router_;
    std::vector<std::pair<std::string, Upgrade>> upgrades_;
};

}  // namespace foyer::gateway
