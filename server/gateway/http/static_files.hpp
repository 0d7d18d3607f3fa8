#pragma once
#include <string>
#include <string_view>

#include "lib/net/http.hpp"
#include "server/gateway/http/asset.hpp"
#include "server/gateway/http/origin_rule.hpp"

namespace foyer::gateway {

/// Serves the SDK, the web app and the pages beside them. Immutable; any thread.
class StaticFiles {
public:
    /// Pages of the allowed origins may frame the login overlay.
    StaticFiles(Assets assets, const OriginRule& origins) : assets_(std::move(assets)), origins_(origins) {}

    /// GET and HEAD; 404 for what is not there, the web app's page for its routes.
    [[nodiscard]] net::HttpResponse answer(const net::HttpRequest& request) const;

private:
    [[nodiscard]] const Asset* find(std::string_view path) const;
    [[nodiscard]] net::HttpResponse serve(const net::HttpRequest& request, std::string_view path,
                                          const Asset& asset) const;
    void add_page_rules(std::string_view path, net::HttpResponse& response) const;

    Assets assets_;
    const OriginRule& origins_;
};

}  // namespace foyer::gateway
