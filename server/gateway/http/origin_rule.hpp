#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "lib/net/http.hpp"

namespace foyer::gateway {

/// Where a request comes from, as far as the browser says.
enum class Origin {
    none,     ///< No Origin field: a program, or a page's own plain GET. Browsers always send it with a POST, a DELETE,
              ///< any request from another origin and every WebSocket.
    same,     ///< A page of this server.
    allowed,  ///< A page of an origin that the configuration names (`http.allowed_origins`).
    foreign,  ///< Any other page: refused.
};

/// Which pages may use this server with a person's cookie or token. Any thread.
class OriginRule {
public:
    using Origins = std::shared_ptr<const std::vector<std::string>>;

    /// `public_url`: the origin of our own pages where the Host field does not tell it; empty: it does.
    explicit OriginRule(std::vector<std::string> allowed, std::string public_url = {})
        : public_url_(std::move(public_url)) {
        allow(std::move(allowed));
    }

    [[nodiscard]] Origin judge(const net::HttpRequest& request) const;
    /// Replaces the allowed origins, when the configuration is read again.
    void allow(std::vector<std::string> origins);
    [[nodiscard]] Origins allowed() const;

private:
    std::string public_url_;
    mutable std::mutex mutex_;  // Guards allowed_: replaced by a reload, read by all I/O threads.
    Origins allowed_;
};

/// May the cookie speak for the caller? Not for a request that changes something or opens a feed, unless a browser says
/// that the page is ours or allowed: so no other site can act in a person's name (CSRF). Programs use the bearer token.
[[nodiscard]] bool cookie_counts(Origin origin, bool changes_something);

}  // namespace foyer::gateway
