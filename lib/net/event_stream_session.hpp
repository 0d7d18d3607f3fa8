#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "lib/net/connection.hpp"
#include "lib/net/served.hpp"
#include "lib/net/websocket_connection.hpp"

namespace foyer::net {

/// Server-sent events on a connection, after the head of the answer, for clients whose network lets no WebSocket pass:
/// to its handler it is a WebSocket. What is sent goes out as events; what the peer says comes in other requests, and
/// is handed in by receive(). Lives on the connection's thread.
///
/// Messages are `data:` events without a name; the end is told by an event "close" with {"code", "reason"}.
class EventStreamSession final : public Connection::Protocol,
                                 public WebSocketConnection,
                                 public Served,
                                 public std::enable_shared_from_this<EventStreamSession> {
public:
    EventStreamSession(std::shared_ptr<Connection> connection, const WebSocketSettings& settings,
                       std::shared_ptr<WebSocketHandler> handler, std::unique_ptr<Admission> admission);
    ~EventStreamSession() override;

    /// Text messages of the peer, in order. False: they are not taken, since too much waits already, or it is over.
    bool receive(std::vector<std::string> messages);
    /// An event with a name, beside the messages.
    void send_event(std::string_view name, std::string_view data);

    void send(FrameRef frame) override;
    void send(MessageKind kind, std::string_view message) override;
    void close(std::uint16_t code, std::string_view reason) override;
    void cut(std::string_view reason) override;
    void drop_pending() override { connection_->drop_pending(); }
    void pause_reading() override { paused_ = true; }
    void resume_reading() override;
    [[nodiscard]] bool is_open() const override { return !closing_ && connection_->is_open(); }
    [[nodiscard]] std::size_t pending_bytes() const override { return connection_->pending_bytes(); }
    [[nodiscard]] IoThread& thread() const override { return connection_->thread(); }
    [[nodiscard]] const std::string& remote_address() const override { return connection_->remote_address(); }

private:
    void on_start() override;
    void on_bytes(std::span<char>) override {}  // Whatever comes after the request is none of ours.
    void on_timer() override;
    void on_slow_reader() override;
    void on_end(std::string why) override;
    void on_server_stopping() override;

    void take_waiting();
    void queue(std::string bytes) { connection_->send(std::make_shared<const std::string>(std::move(bytes))); }

    std::shared_ptr<Connection> connection_;
    std::shared_ptr<WebSocketHandler> handler_;
    std::unique_ptr<Admission> admission_;
    std::vector<std::string> waiting_;  // What came while reading was paused.
    WebSocketEnd end_;
    WebSocketSettings settings_;
    bool heard_ = true;  // Something has come since the last heartbeat.
    bool silent_ = false;
    bool closing_ = false;
    bool paused_ = false;
};

}  // namespace foyer::net
