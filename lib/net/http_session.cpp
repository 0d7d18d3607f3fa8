#include "lib/net/http_session.hpp"

#include <exception>
#include <utility>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "lib/async/with_deadline.hpp"
#include "lib/net/event_stream_session.hpp"
#include "lib/net/http_text.hpp"
#include "lib/net/websocket/handshake.hpp"
#include "lib/net/websocket_session.hpp"

namespace foyer::net {
namespace {

namespace http = boost::beast::http;

constexpr Millis linger{2'000};
constexpr Millis look_again{500};                    // How often a body under way is asked whether it may go on.
constexpr std::size_t inline_body_bytes = 4 * 1024;  // Sent in one piece with the head.

struct Refusal {
    unsigned status;
    std::string_view sentence;
};

Refusal refusal_of(const boost::system::error_code& error) {
    if (error == http::error::header_limit) return {431, "The request's header is too long (http.header_bytes)."};
    if (error == http::error::body_limit) return {413, "The request's body is too long (http.body_bytes)."};
    return {400, "This is not an HTTP/1.1 request."};
}

/// A field that several lines may carry, as if it had been one. What a client wrote itself stands before what its
/// proxies added, on whichever lines.
std::string joined(const http::fields& fields, std::string_view name) {
    std::string all;
    const auto [begin, end] = fields.equal_range(name);
    for (auto field = begin; field != end; ++field) {
        if (!all.empty()) all += ',';
        all.append(field->value());
    }
    return all;
}

}  // namespace

HttpResponse HttpHandler::refusal(unsigned status, std::string_view sentence) const {
    HttpResponse response;
    response.status = status;
    response.fields.emplace_back("Content-Type", "text/plain; charset=utf-8");
    response.body = std::string(sentence) + "\n";
    return response;
}

HttpSession::HttpSession(std::shared_ptr<Connection> connection, const HttpService& service,
                         std::unique_ptr<Admission> admission)
    : connection_(std::move(connection)), service_(service), admission_(std::move(admission)) {
    admission_->holder = this;
}

HttpSession::~HttpSession() = default;

void HttpSession::on_start() {
    connection_->arm(service_.settings.handshake_timeout);
}

void HttpSession::on_server_stopping() {
    close_after_ = true;
    if (state_ == State::waiting) connection_->finish(linger);
}

void HttpSession::on_bytes(std::span<char> bytes) {
    unread_.append(bytes.data(), bytes.size());
    if (state_ == State::waiting || state_ == State::reading) read_on();
}

void HttpSession::on_timer() {
    switch (state_) {
        case State::waiting:
            return connection_->finish(linger);
        case State::reading:
            return refuse_request(408, "The request took too long (http.request_timeout_ms).");
        case State::handling:
            return;
        case State::streaming:
            if (taken_) taken_->cancel();
            return;
        case State::answering:
            if (connection_->pending_bytes() == pending_before_) return connection_->cut("the answer is not read");
            pending_before_ = connection_->pending_bytes();
            return connection_->arm(service_.settings.write_timeout);
    }
}

void HttpSession::on_drained() {
    if (state_ == State::streaming && taken_) taken_->cancel();
    if (state_ == State::answering) finish_answer();
}

void HttpSession::finish_answer() {
    if (close_after_) return connection_->finish(linger);
    state_ = State::waiting;
    connection_->arm(service_.settings.keep_alive);
    connection_->resume_reading();
    read_on();
}

void HttpSession::on_end(std::string) {
    if (taken_) taken_->cancel();
    admission_.reset();
    parser_.reset();
}

// Reading.

void HttpSession::read_on() {
    if (state_ == State::waiting) {
        // Empty lines before a request are allowed (RFC 9112, 2.2).
        unread_.erase(0, std::min(unread_.find_first_not_of("\r\n"), unread_.size()));
        if (unread_.empty()) return;
        begin_request();
    }
    if (!parse()) return;
    const auto& message = parser_->get();
    if (message.version() >= 11 && message.count(http::field::host) != 1) {
        return refuse_request(400, "A request needs one Host field.");
    }
    unread_.shrink_to_fit();
    dispatch();
}

void HttpSession::begin_request() {
    state_ = State::reading;
    expect_answered_ = false;
    parser_ = std::make_unique<Parser>();
    body_judged_ = false;
    parser_->header_limit(static_cast<std::uint32_t>(service_.settings.header_bytes));
    parser_->body_limit(boost::none);  // Until the header says what it is for.
    connection_->arm(service_.settings.request_timeout);
}

bool HttpSession::parse() {
    while (!parser_->is_done()) {
        boost::system::error_code error;
        const std::size_t used = parser_->put(boost::asio::buffer(unread_), error);
        unread_.erase(0, used);
        if (error == http::error::need_more || (!error && used == 0)) {
            answer_expect();
            return false;
        }
        if (error) {
            const auto [status, sentence] = refusal_of(error);
            refuse_request(status, sentence);
            return false;
        }
        if (parser_->is_header_done() && !std::exchange(body_judged_, true) && !judge_body()) return false;
    }
    return true;
}

/// The header is there, and nothing of the body has been read.
bool HttpSession::judge_body() {
    const auto& message = parser_->get();
    const std::string_view target = message.target();
    const auto rule = service_.handler.body_rule(message.method(), target.substr(0, target.find('?')));
    const auto limit = rule ? rule->bytes : service_.settings.body_bytes;
    if (const auto length = parser_->content_length(); length && *length > limit) {
        const auto [status, sentence] = refusal_of(http::error::body_limit);
        refuse_request(status, sentence);
        return false;
    }
    parser_->body_limit(limit);
    parser_->eager(true);
    if (rule) connection_->arm(rule->timeout);
    return true;
}

void HttpSession::answer_expect() {
    if (!parser_->is_header_done() || std::exchange(expect_answered_, true)) return;
    if (!boost::beast::iequals(parser_->get()[http::field::expect], "100-continue")) return;
    connection_->send(std::make_shared<const std::string>("HTTP/1.1 100 Continue\r\n\r\n"));
}

void HttpSession::dispatch() {
    state_ = State::handling;
    connection_->pause_reading();
    connection_->arm(Millis{0});
    service_.tasks.spawn(run(shared_from_this(), take_request()));
}

HttpRequest HttpSession::take_request() {
    auto message = parser_->release();
    parser_.reset();
    is_head_ = message.method() == http::verb::head;
    old_client_ = message.version() < 11;
    close_after_ = close_after_ || !message.keep_alive();

    HttpRequest request;
    request.method = message.method();
    request.http_version = message.version();
    const std::string_view target = message.target();
    const auto question = target.find('?');
    request.path = target.substr(0, question);
    if (question != std::string_view::npos) request.query = target.substr(question + 1);
    request.body = std::move(message.body());
    request.fields = std::move(message.base());

    boost::system::error_code ignored;
    const auto peer = boost::asio::ip::make_address(connection_->remote_address(), ignored);
    request.remote_address = service_.proxies.client(peer, joined(request.fields, "X-Forwarded-For")).to_string();
    request.secure =
        connection_->is_secure() || (service_.proxies.contains(peer) && request.fields["X-Forwarded-Proto"] == "https");
    request.thread = &connection_->thread();
    return request;
}

// Handling.

Task<void> HttpSession::run(std::shared_ptr<HttpSession> self, HttpRequest request) {
    const std::string key(request.fields[http::field::sec_websocket_key]);
    UpgradeAnswer decided;
    try {
        auto asked = co_await with_deadline(self->service_.settings.handler_timeout, ask(self, std::move(request)));
        if (asked) {
            decided = std::move(*asked);
        } else {
            decided = self->service_.handler.refusal(503, "This took too long (http.handler_timeout_ms).");
        }
    } catch (const std::exception& error) {
        spdlog::error("a request failed inside the server: {}", error.what());
        decided = self->service_.handler.refusal(500, "Something went wrong in the server; it has been logged.");
    }
    if (!self->connection_->is_open()) co_return;
    if (auto* upgrade = std::get_if<AcceptUpgrade>(&decided)) {
        self->become_websocket(std::move(*upgrade), key);
        co_return;
    }
    auto& response = std::get<HttpResponse>(decided);
    const auto* const streamed = std::get_if<StreamedBody>(&response.body);
    if (!streamed || streamed->size == 0 || self->is_head_ || !may_have_body(response.status)) {
        self->answer(std::move(response));
        co_return;
    }
    auto body = *streamed;
    self->answer(std::move(response));
    co_await stream(self, std::move(body));
}

Task<UpgradeAnswer> HttpSession::ask(std::shared_ptr<HttpSession> self, HttpRequest request) {
    HttpHandler& handler = self->service_.handler;
    if (!websocket::wants_websocket(request.fields)) co_return co_await handler.handle(std::move(request));
    if (const auto refusal = websocket::check_upgrade(request.method, request.http_version, request.fields)) {
        auto response = handler.refusal(refusal->status, refusal->sentence);
        if (refusal->status == 426) response.fields.emplace_back("Sec-WebSocket-Version", "13");
        co_return response;
    }
    auto offered = websocket::offered_subprotocols(request.fields);
    co_return co_await handler.upgrade(std::move(request), std::move(offered));
}

void HttpSession::refuse_request(unsigned status, std::string_view sentence) {
    close_after_ = true;
    connection_->pause_reading();
    answer(service_.handler.refusal(status, sentence));
}

void HttpSession::answer(HttpResponse response) {
    if (response.events && !is_head_) return become_event_stream(std::move(response));
    state_ = State::answering;
    close_after_ = close_after_ || response.close;
    std::string head = response_head(response, {std::time(nullptr), close_after_, old_client_});
    const auto body = response.body_view();
    const bool with_body = !is_head_ && may_have_body(response.status);
    if (with_body && body.size() <= inline_body_bytes) head.append(body);
    connection_->send(std::make_shared<const std::string>(std::move(head)));
    if (with_body && body.size() > inline_body_bytes) {
        if (auto* own = std::get_if<std::string>(&response.body)) {
            connection_->send(std::make_shared<const std::string>(std::move(*own)));
        } else if (auto* shared = std::get_if<SharedBytes>(&response.body)) {
            connection_->send(std::move(*shared));
        }
    }
    pending_before_ = connection_->pending_bytes();
    connection_->arm(service_.settings.write_timeout);
}

/// Piece after piece, each when the one before has been taken: memory does not depend on the size of the body.
Task<void> HttpSession::stream(std::shared_ptr<HttpSession> self, StreamedBody body) {
    self->state_ = State::streaming;
    auto& connection = *self->connection_;
    for (std::uint64_t left = body.size; left > 0;) {
        connection.arm(Millis{0});  // The source has its own deadlines.
        auto piece = co_await body.source->next();
        if (!connection.is_open()) co_return;
        if (!piece || !*piece || (*piece)->empty() || (*piece)->size() > left) {
            connection.cut("the body did not come to its end");
            co_return;
        }
        left -= (*piece)->size();
        connection.send(std::move(*piece));
        if (!co_await self->sent(*body.source)) co_return;
    }
    co_await body.source->on_sent();
    if (connection.is_open()) self->finish_answer();
}

/// Waits until the client has taken what was sent. False if the connection has ended meanwhile.
Task<bool> HttpSession::sent(BodySource& source) {
    const auto pause = std::min(look_again, service_.settings.write_timeout);
    boost::asio::steady_timer taken(connection_->thread().executor(), boost::asio::steady_timer::time_point::max());
    auto pending = connection_->pending_bytes();
    for (Millis stalled{0}; connection_->is_open() && connection_->pending_bytes() > 0;) {
        connection_->arm(pause);
        taken_ = &taken;
        boost::system::error_code ignored;
        co_await taken.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
        taken_ = nullptr;
        if (!connection_->is_open() || connection_->pending_bytes() == 0) break;
        const auto before = std::exchange(pending, connection_->pending_bytes());
        stalled = before == pending ? stalled + pause : Millis{0};
        if (stalled >= service_.settings.write_timeout) {
            connection_->cut("the answer is not read");
        } else if (!co_await source.may_go_on() && connection_->is_open()) {
            connection_->cut("the rest of the body may not be sent any more");
        }
    }
    connection_->arm(Millis{0});
    co_return connection_->is_open();
}

void HttpSession::become_event_stream(HttpResponse response) {
    response.fields.emplace_back("Content-Type", "text/event-stream");
    response.fields.emplace_back("Cache-Control", "no-store");
    response.fields.emplace_back("X-Accel-Buffering", "no");  // nginx holds answers back otherwise.
    AnswerForm form{std::time(nullptr), true, old_client_};
    form.endless = true;
    connection_->send(std::make_shared<const std::string>(response_head(response, form)));
    auto& [handler, settings] = *response.events;
    auto session =
        std::make_shared<EventStreamSession>(connection_, settings, std::move(handler), std::move(admission_));
    connection_->replace(std::move(session), {});
}

void HttpSession::become_websocket(AcceptUpgrade upgrade, const std::string& key) {
    connection_->send(std::make_shared<const std::string>(websocket::upgrade_answer(key, upgrade.subprotocol)));
    auto session = std::make_shared<WebSocketSession>(connection_, websocket::Role::server, upgrade.settings,
                                                      std::move(upgrade.handler), std::move(admission_));
    connection_->replace(std::move(session), std::move(unread_));
}

}  // namespace foyer::net
