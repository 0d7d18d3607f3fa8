#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lib/net/http.hpp"
#include "server/gateway/http/asset.hpp"

namespace foyer::gateway {

/// What the static files need to know of the configuration.
struct StaticSettings {
    std::vector<std::string> allowed_origins;  ///< Whose pages may frame the login overlay.
};

/// Serves the SDK, the web app and the pages beside them. Immutable; any thread.
class StaticFiles {
public:
    StaticFiles(Assets assets, StaticSettings settings);

    /// GET and HEAD; 404 for what is not there, the web app's page for its routes.
    [[nodiscard]] net::HttpResponse answer(const net::HttpRequest& request) const;

private:
    [[nodiscard]] const Asset* find(std::string_view path) const;
    [[nodiscard]] net::HttpResponse serve(const net::HttpRequest& request, std::string_view path,
                                          const Asset& asset) const;
    void add_page_rules(std::string_view path, net::HttpResponse& response) const;

    Assets assets_;
    std::string frame_ancestors_;
};

}  // namespace foyer::gateway
