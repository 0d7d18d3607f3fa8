#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "lib/base/instant.hpp"
#include "lib/net/websocket/machine.hpp"

namespace foyer::net {

class IoThread;
using websocket::FrameRef;

/// Bounds of one WebSocket.
struct WebSocketSettings {
    websocket::Limits limits;
    std::size_t pending_bytes = 1024 * 1024;  ///< Not yet taken by the peer: beyond, on_slow_reader().
    /// Silence after which the peer is pinged; after a second such silence the connection is cut. 0: never.
    Millis heartbeat{30'000};
    Millis close_timeout{2'000};  ///< How long the peer may take to answer our close frame.
};

enum class MessageKind { text, binary };

/// Why a WebSocket is no more.
struct WebSocketEnd {
    std::uint16_t code = websocket::close_code::abnormal;  ///< The peer's, ours if we closed, 1006 if it broke.
    bool by_peer = false;                                  ///< The peer's close frame came first: a graceful goodbye.
    std::string reason;                                    ///< For the log.
};

/// One WebSocket, as those see it who send to it. Lives on its I/O thread: every member runs there. Kept alive by its
/// socket; others may hold it as long as they like: after the end everything is without effect.
class WebSocketConnection {
public:
    virtual ~WebSocketConnection() = default;
    /// Queues whole frames (make_frame); written in one piece with everything else of this turn. After close():
    /// dropped.
    virtual void send(FrameRef frame) = 0;
    /// Frames and queues (copies once).
    virtual void send(MessageKind kind, std::string_view message) = 0;
    /// Closing handshake after what is pending. The end comes by on_end(), never inside this call.
    virtual void close(std::uint16_t code, std::string_view reason) = 0;
    /// Ends it now, dropping what is pending; on_end() comes later in this turn.
    virtual void cut(std::string_view reason) = 0;
    /// Drops whole frames that have not begun to be written: room for a last word to a slow reader before close().
    virtual void drop_pending() = 0;
    /// Back-pressure: messages not yet read stay with the peer. Pause and resume do not nest.
    virtual void pause_reading() = 0;
    virtual void resume_reading() = 0;

    [[nodiscard]] virtual bool is_open() const = 0;  ///< Neither ended nor closing.
    [[nodiscard]] virtual std::size_t pending_bytes() const = 0;
    [[nodiscard]] virtual IoThread& thread() const = 0;
    [[nodiscard]] virtual const std::string& remote_address() const = 0;
};

/// Who receives a WebSocket. All calls on its thread; on_open first, on_end last, nothing after it.
class WebSocketHandler {
public:
    virtual ~WebSocketHandler() = default;
    virtual void on_open(std::shared_ptr<WebSocketConnection> connection) = 0;
    /// `message` is valid during the call only. Text is valid UTF-8.
    virtual void on_message(MessageKind kind, std::string_view message) = 0;
    /// pending_bytes has been exceeded: say a last word if need be (drop_pending, send) and close(). What is left open
    /// when this returns is cut.
    virtual void on_slow_reader() = 0;
    /// The server stops: say goodbye and close() soon. What is open at the server's deadline is cut.
    virtual void on_server_stopping() = 0;
    virtual void on_end(WebSocketEnd end) = 0;
};

}  // namespace foyer::net
