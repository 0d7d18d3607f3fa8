#include "lib/net/websocket_session.hpp"

#include <cassert>
#include <utility>

#include <openssl/rand.h>

namespace foyer::net {

using websocket::Event;
using websocket::Opcode;

WebSocketSession::WebSocketSession(std::shared_ptr<Connection> connection, websocket::Role role,
                                   const WebSocketSettings& settings, std::shared_ptr<WebSocketHandler> handler,
                                   std::unique_ptr<Admission> admission)
    : connection_(std::move(connection)),
      handler_(std::move(handler)),
      admission_(std::move(admission)),
      machine_(role, settings.limits),
      heartbeat_(settings.heartbeat),
      close_timeout_(settings.close_timeout),
      pending_limit_(settings.pending_bytes),
      role_(role) {
    if (admission_) admission_->holder = this;
}

WebSocketSession::~WebSocketSession() = default;

void WebSocketSession::on_start() {
    connection_->set_pending_limit(pending_limit_);
    connection_->arm(heartbeat_);
    const auto handler = handler_;
    handler->on_open(shared_from_this());
}

void WebSocketSession::send(FrameRef frame) {
    assert(role_ == websocket::Role::server);  // A client masks each frame anew.
    if (!closing_) connection_->send(std::move(frame));
}

void WebSocketSession::send(MessageKind kind, std::string_view message) {
    if (closing_) return;
    std::string bytes;
    append_frame(bytes, kind == MessageKind::text ? Opcode::text : Opcode::binary, message, mask());
    queue(std::move(bytes));
}

void WebSocketSession::close(std::uint16_t code, std::string_view reason) {
    if (!is_open()) return;
    closing_ = true;
    end_ = {code, false, std::string(reason)};
    queue(machine_.close(code, reason, mask()));
    connection_->arm(close_timeout_);
    if (paused_) resume_reading();  // For the peer's answer.
}

void WebSocketSession::cut(std::string_view reason) {
    connection_->cut(std::string(reason));
}

void WebSocketSession::pause_reading() {
    paused_ = true;
    connection_->pause_reading();
}

void WebSocketSession::resume_reading() {
    if (!std::exchange(paused_, false)) return;
    connection_->resume_reading(std::exchange(unread_, {}));
}

void WebSocketSession::on_bytes(std::span<char> bytes) {
    heard_ = true;
    while (!paused_) {
        const auto event = machine_.next(bytes);
        if (!event) return;
        on_event(*event);
        if (!connection_->is_open()) return;
    }
    unread_.append(bytes.data(), bytes.size());
}

void WebSocketSession::on_event(const Event& event) {
    switch (event.kind) {
        case Event::Kind::text:
            return handler_->on_message(MessageKind::text, event.payload);
        case Event::Kind::binary:
            return handler_->on_message(MessageKind::binary, event.payload);
        case Event::Kind::ping:
            if (auto reply = machine_.reply_to(event, mask())) queue(std::move(*reply));
            return;
        case Event::Kind::pong:
            return;
        case Event::Kind::close:
        case Event::Kind::failure:
            return on_peer_end(event);
    }
}

void WebSocketSession::on_peer_end(const Event& event) {
    if (!std::exchange(closing_, true)) {
        end_ = {event.code, event.kind == Event::Kind::close, std::string(event.payload)};
    }
    if (auto reply = machine_.reply_to(event, mask())) queue(std::move(*reply));
    connection_->finish(close_timeout_);
}

void WebSocketSession::on_timer() {
    if (closing_) return connection_->cut("the peer did not answer the close");
    if (!paused_ && !std::exchange(heard_, false)) {
        if (machine_.in_message() || ping_sent_) return connection_->cut("the peer has gone silent");
        ping_sent_ = true;
        std::string ping;
        append_frame(ping, Opcode::ping, {}, mask());
        queue(std::move(ping));
    } else {
        ping_sent_ = false;
    }
    connection_->arm(heartbeat_);
}

void WebSocketSession::on_slow_reader() {
    const auto handler = handler_;
    handler->on_slow_reader();
}

void WebSocketSession::on_server_stopping() {
    if (!is_open()) return;
    const auto handler = handler_;
    handler->on_server_stopping();
}

void WebSocketSession::on_end(std::string why) {
    if (!closing_) end_.reason = std::move(why);
    admission_.reset();
    const auto handler = std::exchange(handler_, nullptr);
    handler->on_end(std::move(end_));
}

std::optional<std::uint32_t> WebSocketSession::mask() const {
    if (role_ == websocket::Role::server) return std::nullopt;
    std::uint32_t fresh = 0;
    RAND_bytes(reinterpret_cast<unsigned char*>(&fresh), sizeof fresh);
    return fresh;
}

}  // namespace foyer::net
