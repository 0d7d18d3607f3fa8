#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "lib/net/connection.hpp"
#include "lib/net/served.hpp"
#include "lib/net/websocket_connection.hpp"

namespace foyer::net {

/// The WebSocket protocol on a connection, after the handshake, in either role: the machine's events become calls of
/// the handler. Lives on the connection's thread.
class WebSocketSession final : public Connection::Protocol,
                               public WebSocketConnection,
                               public Served,
                               public std::enable_shared_from_this<WebSocketSession> {
public:
    WebSocketSession(std::shared_ptr<Connection> connection, websocket::Role role, const WebSocketSettings& settings,
                     std::shared_ptr<WebSocketHandler> handler, std::unique_ptr<Admission> admission = nullptr);
    ~WebSocketSession() override;

    void send(FrameRef frame) override;
    void send(MessageKind kind, std::string_view message) override;
    void close(std::uint16_t code, std::string_view reason) override;
    void cut(std::string_view reason) override;
    void drop_pending() override { connection_->drop_pending(); }
    void pause_reading() override;
    void resume_reading() override;
    [[nodiscard]] bool is_open() const override { return !closing_ && connection_->is_open(); }
    [[nodiscard]] std::size_t pending_bytes() const override { return connection_->pending_bytes(); }
    [[nodiscard]] IoThread& thread() const override { return connection_->thread(); }
    [[nodiscard]] const std::string& remote_address() const override { return connection_->remote_address(); }

private:
    void on_start() override;
    void on_bytes(std::span<char> bytes) override;
    void on_timer() override;
    void on_slow_reader() override;
    void on_end(std::string why) override;
    void on_server_stopping() override;

    void on_event(const websocket::Event& event);
    void on_peer_end(const websocket::Event& event);
    [[nodiscard]] std::optional<std::uint32_t> mask() const;
    void queue(std::string bytes) { connection_->send(std::make_shared<const std::string>(std::move(bytes))); }

    std::shared_ptr<Connection> connection_;
    std::shared_ptr<WebSocketHandler> handler_;
    std::unique_ptr<Admission> admission_;
    std::string unread_;  // What came after a message whose handler paused reading.
    WebSocketEnd end_;
    websocket::Machine machine_;
    Millis heartbeat_;
    Millis close_timeout_;
    std::size_t pending_limit_;
    websocket::Role role_;
    bool heard_ = true;  // Something has come since the last heartbeat.
    bool ping_sent_ = false;
    bool closing_ = false;  // A close frame is on its way, from either side.
    bool paused_ = false;
};

}  // namespace foyer::net
