#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/verb.hpp>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "lib/net/connection.hpp"
#include "lib/net/websocket_connection.hpp"

namespace foyer::net {

class IoThread;

/// One request, complete with its body.
struct HttpRequest {
    boost::beast::http::verb method = boost::beast::http::verb::get;
    std::string path;   ///< As sent, still percent-encoded, without the query.
    std::string query;  ///< What follows '?', if anything.
    boost::beast::http::fields fields;
    std::string body;
    unsigned http_version = 11;  ///< 10 or 11.
    std::string remote_address;  ///< The client's, behind trusted proxies too. No port.
    bool secure = false;         ///< Came over TLS (ours, or a trusted proxy's by X-Forwarded-Proto).
    IoThread* thread = nullptr;  ///< Where the handler runs.

    [[nodiscard]] std::string_view field(boost::beast::http::field name) const { return fields[name]; }
};

/// A body that is made while it is sent, at the pace of the client. Lives on the connection's I/O thread.
class BodySource {
public:
    virtual ~BodySource() = default;
    /// The next piece, not empty; asked for when the client has taken what went before. An error cuts the connection:
    /// that is how a client sees that the body did not come to its end.
    virtual Task<Result<SharedBytes>> next() = 0;
    /// Asked now and then while the client takes a piece. False cuts the connection at once.
    virtual Task<bool> may_go_on() { co_return true; }
    /// The client has taken everything.
    virtual Task<void> on_sent() { co_return; }
};
struct StreamedBody {
    std::uint64_t size = 0;  ///< All pieces together.
    std::shared_ptr<BodySource> source;
};

/// What the body of one request may be.
struct BodyRule {
    std::size_t bytes = 0;
    Millis timeout{0};  ///< From the request's header to its last byte.
};

/// The answer goes on as server-sent events in the hands of `handler`, until one side ends it.
struct EventStream {
    std::shared_ptr<WebSocketHandler> handler;
    WebSocketSettings settings;
};

struct HttpResponse {
    unsigned status = 200;
    /// Content-Length, Date and Connection are added by the server. Values must be free of CR and LF: others are
    /// dropped.
    std::vector<std::pair<std::string, std::string>> fields;
    std::variant<std::string, SharedBytes, StreamedBody> body;
    bool close = false;                      ///< End the connection after this answer.
    std::optional<EventStream> events = {};  ///< Instead of a body.

    /// Empty for a streamed one.
    [[nodiscard]] std::string_view body_view() const;
    [[nodiscard]] std::uint64_t body_size() const;
};

/// The connection becomes a WebSocket in the hands of `handler`.
struct AcceptUpgrade {
    std::string subprotocol;  ///< One of those offered, or empty.
    std::shared_ptr<WebSocketHandler> handler;
    WebSocketSettings settings;
};
using UpgradeAnswer = std::variant<HttpResponse, AcceptUpgrade>;

/// What the server asks. Both run on the connection's I/O thread; concurrent calls for different connections. They may
/// wait as long as they like within HttpSettings::handler_timeout, after which they are cancelled and answer 503.
class HttpHandler {
public:
    virtual ~HttpHandler() = default;
    virtual Task<HttpResponse> handle(HttpRequest request) = 0;
    /// A well-formed WebSocket upgrade request. `offered`: its subprotocols. Refuse by any HttpResponse.
    virtual Task<UpgradeAnswer> upgrade(HttpRequest request, std::vector<std::string> offered) = 0;
    /// What the body of this request may be; nullopt: as HttpSettings say for all. `path` as in HttpRequest.
    [[nodiscard]] virtual std::optional<BodyRule> body_rule(boost::beast::http::verb, std::string_view /*path*/) const {
        return std::nullopt;
    }
    /// What a client is told whose request never came to the handler, or to its end there.
    [[nodiscard]] virtual HttpResponse refusal(unsigned status, std::string_view sentence) const;
};

}  // namespace foyer::net
