#pragma once
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
    std::variant<std::string, SharedBytes> body;
    bool close = false;                      ///< End the connection after this answer.
    std::optional<EventStream> events = {};  ///< Instead of a body.

    [[nodiscard]] std::string_view body_view() const;
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
};

}  // namespace foyer::net
