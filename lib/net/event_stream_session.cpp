#include "lib/net/event_stream_session.hpp"

#include <utility>

#include <fmt/format.h>

namespace foyer::net {

namespace {

constexpr std::size_t messages_waiting = 256;  // Of a peer that goes on sending while reading is paused.

/// What a whole, unmasked WebSocket frame carries.
std::string_view payload_of(std::string_view frame) {
    constexpr std::size_t short_header = 2;
    constexpr std::size_t long_header = 4;
    constexpr std::size_t longest_header = 10;
    const auto length = static_cast<unsigned char>(frame[1]) & 0x7FU;
    return frame.substr(length < 126 ? short_header : length == 126 ? long_header : longest_header);
}

/// An event. `data` on one line: JSON as we write it has no other.
std::string event(std::string_view name, std::string_view data) {
    std::string bytes;
    bytes.reserve(name.size() + data.size() + 32);
    if (!name.empty()) bytes.append("event: ").append(name).append("\n");
    return bytes.append("data: ").append(data).append("\n\n");
}

/// As a JSON string. Reasons are our own sentences.
std::string quoted(std::string_view text) {
    std::string json = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') json += '\\';
        json += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return json += '"';
}

}  // namespace

EventStreamSession::EventStreamSession(std::shared_ptr<Connection> connection, const WebSocketSettings& settings,
                                       std::shared_ptr<WebSocketHandler> handler, std::unique_ptr<Admission> admission)
    : connection_(std::move(connection)),
      handler_(std::move(handler)),
      admission_(std::move(admission)),
      settings_(settings) {
    if (admission_) admission_->holder = this;
}

EventStreamSession::~EventStreamSession() = default;

void EventStreamSession::on_start() {
    connection_->set_pending_limit(settings_.pending_bytes);
    connection_->arm(settings_.heartbeat);
    const auto handler = handler_;
    handler->on_open(shared_from_this());
}

bool EventStreamSession::receive(std::vector<std::string> messages) {
    if (!is_open()) return false;
    heard_ = true;
    if (waiting_.size() + messages.size() > messages_waiting) return false;
    for (auto& message : messages) {
        if (message.size() > settings_.limits.message_bytes) {
            close(websocket::close_code::too_big, "the message is too big");
            return true;
        }
        waiting_.push_back(std::move(message));
    }
    take_waiting();
    return true;
}

void EventStreamSession::take_waiting() {
    const auto self = shared_from_this();
    std::size_t taken = 0;
    while (taken < waiting_.size() && !paused_ && is_open()) {
        const auto message = std::move(waiting_[taken++]);
        const auto handler = handler_;
        handler->on_message(MessageKind::text, message);
    }
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(taken, waiting_.size())));
}

void EventStreamSession::resume_reading() {
    if (std::exchange(paused_, false)) take_waiting();
}

void EventStreamSession::send_event(std::string_view name, std::string_view data) {
    if (!closing_) queue(event(name, data));
}

void EventStreamSession::send(FrameRef frame) {
    if (!closing_) queue(event({}, payload_of(*frame)));
}

void EventStreamSession::send(MessageKind, std::string_view message) {
    if (!closing_) queue(event({}, message));
}

void EventStreamSession::close(std::uint16_t code, std::string_view reason) {
    if (!is_open()) return;
    queue(event("close", fmt::format(R"({{"code":{},"reason":{}}})", code, quoted(reason))));
    closing_ = true;
    end_ = {code, false, std::string(reason)};
    connection_->finish(settings_.close_timeout);
}

void EventStreamSession::cut(std::string_view reason) {
    connection_->cut(std::string(reason));
}

// Nothing comes back on this connection: that the peer is there shows by what it sends in its other requests.
void EventStreamSession::on_timer() {
    if (closing_) return connection_->cut("the peer did not take the end");
    if (!std::exchange(heard_, false)) {
        if (silent_) return connection_->cut("the peer has gone silent");
        silent_ = true;
    } else {
        silent_ = false;
    }
    queue(":\n\n");  // A comment: keeps proxies from taking the stream for dead.
    connection_->arm(settings_.heartbeat);
}

void EventStreamSession::on_slow_reader() {
    const auto handler = handler_;
    handler->on_slow_reader();
}

void EventStreamSession::on_server_stopping() {
    if (!is_open()) return;
    const auto handler = handler_;
    handler->on_server_stopping();
}

void EventStreamSession::on_end(std::string why) {
    if (!closing_) end_.reason = std::move(why);
    admission_.reset();
    waiting_.clear();
    const auto handler = std::exchange(handler_, nullptr);
    handler->on_end(std::move(end_));
}

}  // namespace foyer::net
