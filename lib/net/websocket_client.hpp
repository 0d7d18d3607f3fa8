#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "lib/net/io_threads.hpp"
#include "lib/net/tls.hpp"
#include "lib/net/websocket_connection.hpp"

namespace foyer::net {

/// Where a client connects to, and how.
struct WebSocketTarget {
    std::string host = "127.0.0.1";  ///< A name or an address.
    std::uint16_t port = 80;
    std::string path = "/";
    std::string subprotocols;  ///< Comma-separated; the server picks one.
    std::string header_lines;  ///< More request fields, each with its CRLF ("Cookie: …\r\n").
    TlsContext tls;            ///< Null: plain.
    WebSocketSettings settings;
    Millis timeout{10'000};  ///< From the first packet to the server's 101.
};

/// Opens a WebSocket to a server. On `thread`, where the WebSocket then lives: the caller's coroutine runs there.
/// When it answers, handler->on_open has been called. Error: `unavailable`, with what went wrong (name, connection,
/// HTTP status of a refusal …); then no call of the handler has been made and none will.
Task<Result<void>> open_websocket(IoThread& thread, WebSocketTarget target, std::shared_ptr<WebSocketHandler> handler);

}  // namespace foyer::net
