#include "server/gateway/ws/event_streams.hpp"

#include <charconv>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "lib/net/event_stream_session.hpp"
#include "lib/wire/codec.hpp"
#include "schema/rest.pb.h"
#include "server/app/people/tokens.hpp"
#include "server/gateway/http/credentials.hpp"
#include "server/gateway/http/http_answer.hpp"
#include "server/gateway/ws/feed_connection.hpp"

namespace foyer::gateway {

namespace asio = boost::asio;

/// Between a stream and its FeedConnection: makes the stream findable by its name while it is open. Lives on the
/// stream's thread.
class EventFeed final : public net::WebSocketHandler, public std::enable_shared_from_this<EventFeed> {
public:
    EventFeed(EventStreams& streams, std::string name, std::shared_ptr<FeedConnection> feed)
        : streams_(streams), name_(std::move(name)), feed_(std::move(feed)) {}

    void on_open(std::shared_ptr<net::WebSocketConnection> connection) override {
        stream_ = std::static_pointer_cast<net::EventStreamSession>(connection);
        streams_.opened(name_, {connection->thread().executor(), weak_from_this()});
        stream_->send_event("stream", "/api/feed/frames?stream=" + name_ + "&batch=");
        feed_->on_open(std::move(connection));
    }
    void on_message(net::MessageKind kind, std::string_view message) override { feed_->on_message(kind, message); }
    void on_slow_reader() override { feed_->on_slow_reader(); }
    void on_server_stopping() override { feed_->on_server_stopping(); }
    void on_end(net::WebSocketEnd end) override {
        streams_.ended(name_);
        stream_.reset();
        feed_->on_end(std::move(end));
    }

    /// Errors: `bad_request` (a batch is missing before this one), `rate_limited`, `not_found` (it is over).
    Result<void> take(std::uint32_t batch, std::vector<std::string> frames) {
        if (!stream_ || !stream_->is_open()) return refuse(ErrorCode::not_found);
        if (batch != 0 && batch <= last_batch_) return {};
        if (batch != last_batch_ + 1) return refuse(ErrorCode::bad_request, "A batch before this one is missing.");
        const auto stream = stream_;
        if (!stream->receive(std::move(frames))) {
            Error error{ErrorCode::rate_limited};
            error.retry_after = Millis{500};
            return refuse(std::move(error));
        }
        last_batch_ = batch;
        return {};
    }

private:
    EventStreams& streams_;
    std::string name_;  ///< A secret.
    std::shared_ptr<FeedConnection> feed_;
    std::shared_ptr<net::EventStreamSession> stream_;  ///< Null before on_open and after on_end.
    std::uint32_t last_batch_ = 0;
};

namespace {

Task<net::HttpResponse> at_once(net::HttpResponse response) {
    co_return response;
}

/// On the stream's thread.
Task<Result<void>> hand_in(std::weak_ptr<EventFeed> feed, std::uint32_t batch, std::vector<std::string> frames) {
    const auto alive = feed.lock();
    if (!alive) co_return refuse(ErrorCode::not_found);
    co_return alive->take(batch, std::move(frames));
}

}  // namespace

void EventStreams::add_operations(Router& router) {
    using boost::beast::http::verb;
    HttpOperation events;
    events.method = verb::get;
    events.path = "/api/feed/events";
    events.access = Access::anyone;  // Who it is, the feed itself asks.
    events.run = [this](const HttpCall& call) { return at_once(open(call)); };
    router.add(std::move(events));
    HttpOperation frames;
    frames.method = verb::post;
    frames.path = "/api/feed/frames";
    frames.access = Access::anyone;  // The stream's name is the proof.
    frames.run = [this](HttpCall call) { return receive(std::move(call)); };
    router.add(std::move(frames));
}

// Opening changes nothing, and no other page learns the stream's name: so the cookie counts as for reading. A browser
// sends no Origin field with an EventSource of our own pages.
net::HttpResponse EventStreams::open(const HttpCall& call) {
    auto name = app::make_token(services_.app.world.random).text;
    auto feed = std::make_shared<FeedConnection>(services_, services_.hub.on(*call.request.thread), WireFormat::json,
                                                 session_token(call.request, call.origin, false));
    net::HttpResponse response;
    response.events.emplace(std::make_shared<EventFeed>(*this, std::move(name), std::move(feed)),
                            services_.settings.socket);
    return response;
}

Task<net::HttpResponse> EventStreams::receive(HttpCall call) {
    const auto stream = find(query_value(call.request.query, "stream"));
    if (!stream) co_return error_answer(Error{ErrorCode::not_found});
    const auto number = query_value(call.request.query, "batch");
    std::uint32_t batch = 0;
    std::from_chars(number.data(), number.data() + number.size(), batch);
    wire::DecodeLimits limits;
    limits.bytes = call.request.body.size();  // The server has bounded it.
    auto body = wire::decode_json<v1::FeedFrames>(call.request.body, limits);
    if (!body) co_return error_answer(body.error());
    std::vector<std::string> frames(std::make_move_iterator(body->mutable_frames()->begin()),
                                    std::make_move_iterator(body->mutable_frames()->end()));
    auto handed = hand_in(stream->feed, batch, std::move(frames));
    // Once begun it is not cancelled: the client counts on its batch being taken as a whole.
    const auto taken =
        co_await asio::co_spawn(stream->executor, std::move(handed),
                                asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable));
    if (!taken) co_return error_answer(taken.error());
    co_return json_answer("{}");
}

void EventStreams::opened(const std::string& name, Open open) {
    const std::lock_guard lock(mutex_);
    open_.insert_or_assign(name, std::move(open));
}

void EventStreams::ended(const std::string& name) {
    const std::lock_guard lock(mutex_);
    open_.erase(name);
}

std::optional<EventStreams::Open> EventStreams::find(const std::string& name) {
    const std::lock_guard lock(mutex_);
    const auto found = open_.find(name);
    return found == open_.end() ? std::nullopt : std::optional{found->second};
}

}  // namespace foyer::gateway
