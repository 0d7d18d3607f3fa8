#include "server/gateway/ws/feed_connection.hpp"

#include <atomic>
#include <unordered_map>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include "server/gateway/wire/from_wire.hpp"
#include "server/gateway/wire/to_wire.hpp"
#include "server/gateway/ws/feed_log.hpp"
#include "server/gateway/ws/snapshot_frames.hpp"

namespace foyer::gateway {

namespace {

constexpr Millis drain_poll{5};             // How often a large snapshot looks whether its reader has caught up.
constexpr std::size_t event_overhead = 64;  // Bytes that a queued reference counts for.

ConnectionId new_connection_id() {
    static std::atomic<std::uint64_t> last{0};
    return ConnectionId{++last};
}

}  // namespace

FeedConnection::FeedConnection(const FeedServices& services, HubThread& hub, WireFormat format, std::string token)
    : services_(services),
      hub_(hub),
      machine_(services.settings.rules, hub.now()),
      token_(std::move(token)),
      format_(format) {}

FeedConnection::~FeedConnection() = default;

void FeedConnection::on_open(std::shared_ptr<net::WebSocketConnection> connection) {
    socket_ = std::move(connection);
    who_.connection = new_connection_id();
    hub_.enter(*this);
}

void FeedConnection::on_message(net::MessageKind kind, std::string_view message) {
    auto frame = decode_frame(kind, message, format_);
    perform(frame ? machine_.on_frame(std::move(*frame), hub_.now())
                  : machine_.on_unreadable(std::move(frame.error().sentence), hub_.now()));
}

void FeedConnection::on_slow_reader() {
    ++hub_.counters().slow_readers;
    socket_->drop_pending();
    close({CloseCode::resume, "This client reads too slowly.", Millis{0}});
}

void FeedConnection::on_server_stopping() {
    const auto hint = static_cast<std::uint32_t>(services_.settings.restart_hint.count());
    close({CloseCode::going_away, "The server is stopping.", Millis{hint + services_.random() % (4 * hint + 1)}});
}

void FeedConnection::on_end(net::WebSocketEnd end) {
    machine_.closed();
    hub_.leave(*this);
    if (subscribed_) {
        hub_.unsubscribe(who_.caller.person, *this);
        services_.hub.format_left(format_);
        services_.hub.release(who_.caller.person);
        services_.app.presence.disconnect(who_.connection, graceful_);
        services_.app.client_features.remove(who_.connection);
        services_.app.commands.connection_gone(who_.connection);
        services_.app.calls.connection_gone(who_.connection, graceful_);
        subscribed_ = false;
        feed_log().debug("feed closed: contact={} session={} code={} reason=\"{}\"", who_.caller.person.value(),
                         who_.caller.session.value(), end.code, end.reason);
    }
    queue_.reset();
    socket_.reset();
}

void FeedConnection::deliver(const EventRef& event) {
    if (event->topic == EncodedEvent::Topic::sessions_ended) {
        const bool all = !event->session && !event->key;
        if (all || (event->session && event->session == who_.caller.session) ||
            (event->key && event->key == who_.caller.key)) {
            graceful_ = true;
            close({CloseCode::logged_out, event->reason, Millis{0}});
        }
        return;
    }
    if (event->topic == EncodedEvent::Topic::welcome_outdated) {
        return close({CloseCode::resume, event->reason, Millis{0}});
    }
    if (event->topic == EncodedEvent::Topic::contacts && !with_contacts_) return;
    if (event->topic == EncodedEvent::Topic::commands && !takes_command(*event)) return;
    if (event->connection != ConnectionId{} && event->connection != who_.connection) return;
    const auto& frame = event->frame(format_);
    if (!frame || !socket_) return;
    if (queue_) {
        queue({event, nullptr}, frame->size());
    } else {
        socket_->send(frame);
    }
}

bool FeedConnection::takes_command(const EncodedEvent& event) const {
    return static_cast<std::uint64_t>(who_.connection) != event.but &&
           services_.app.client_features.has(who_.connection, app::Feature::cmd);
}

void FeedConnection::on_tick(Instant now) {
    perform(machine_.on_tick(now));
}

void FeedConnection::perform(FeedMachine::Actions actions) {
    for (auto& action : actions) {
        if (auto* start = std::get_if<FeedMachine::Start>(&action)) {
            hub_.tasks().spawn(serve(shared_from_this(), std::move(start->frame)));
            if (machine_.is_full()) socket_->pause_reading();
        } else if (auto* sent = std::get_if<FeedMachine::Send>(&action)) {
            send(sent->frame);
        } else if (auto* hello = std::get_if<FeedMachine::Open>(&action)) {
            hub_.tasks().spawn(open(shared_from_this(), std::move(hello->hello), hello->request));
        } else if (auto* closing = std::get_if<FeedMachine::Close>(&action)) {
            if (closing->code == CloseCode::retry) ++hub_.counters().flooding;
            close(std::move(*closing));
        } else {
            graceful_ = true;
        }
    }
}

void FeedConnection::close(FeedMachine::Close close) {
    machine_.closed();
    if (!socket_ || !socket_->is_open()) return;
    if (close.code != CloseCode::normal) {
        v1::ServerFrame frame;
        auto& going = *frame.mutable_going_away();
        going.set_reason(close.reason);
        going.set_retry_after_ms(static_cast<std::uint32_t>(close.retry_after.count()));
        going.set_final(is_final(close.code));
        socket_->send(encode_frame(frame, format_));
    }
    socket_->close(static_cast<std::uint16_t>(close.code), close.reason);
}

void FeedConnection::send(const v1::ServerFrame& frame) {
    if (!socket_) return;
    socket_->send(encode_frame(frame, format_));
    machine_.sent(hub_.now());
}

void FeedConnection::answer(const v1::ServerFrame& frame) {
    if (!queue_) return send(frame);
    auto bytes = encode_frame(frame, format_);
    const auto size = bytes->size();
    queue({nullptr, std::move(bytes)}, size);
}

void FeedConnection::queue(Queued item, std::size_t bytes) {
    queued_bytes_ += bytes + event_overhead;
    if (queued_bytes_ > services_.settings.socket.pending_bytes) {
        ++hub_.counters().slow_readers;
        queue_.reset();
        close({CloseCode::resume, "Too much happened while the snapshot was sent.", Millis{0}});
        return;
    }
    queue_->push_back(std::move(item));
}

Task<void> FeedConnection::serve(std::shared_ptr<FeedConnection> self, v1::ClientFrame frame) {
    const auto id = frame.id();
    ++self->hub_.counters().requests;
    ++self->hub_.counters().requests_running;
    Requests requests(self->services_.app);
    const auto answer = co_await requests.perform(self->who_, std::move(frame));
    --self->hub_.counters().requests_running;
    const bool was_full = self->machine_.is_full();
    self->machine_.answered(id);
    self->answer(answer);
    if (was_full && self->socket_) self->socket_->resume_reading();  // Last: what waited may be read right here.
}

Task<void> FeedConnection::open(std::shared_ptr<FeedConnection> self, v1::Hello hello, std::uint32_t request) {
    auto snapshot = co_await self->prepare(std::move(hello));
    if (self->machine_.is_closed()) co_return;
    if (!snapshot) co_return self->refuse_opening(request, snapshot.error());
    self->send_welcome(*snapshot, request);
    self->machine_.opened();
    co_await send_snapshot(self, std::move(*snapshot));
}

Task<Result<app::FeedSnapshot>> FeedConnection::prepare(v1::Hello hello) {
    const auto token = hello.token().empty() ? std::exchange(token_, {}) : std::move(*hello.mutable_token());
    auto caller = co_await services_.app.authenticate.run(token);
    if (!caller) co_return refuse(caller.error());
    if (!caller->scopes.has(domain::Scope::read)) {
        co_return refuse(ErrorCode::forbidden, "This API key lacks the scope read.");
    }
    if (machine_.is_closed()) co_return refuse(ErrorCode::unavailable);
    with_contacts_ = !hello.without_contacts();
    if (auto subscribed = subscribe(*caller); !subscribed) co_return refuse(subscribed.error());
    // From here on the end of the session reaches us; had it ended just before, this tells.
    caller = co_await services_.app.authenticate.run(token);
    if (!caller) co_return refuse(caller.error());
    if (machine_.is_closed()) co_return refuse(ErrorCode::unavailable);
    ports::Resource wish{
        resource_name(hello.resource(), fmt::format("r{}", static_cast<std::uint64_t>(who_.connection))),
        show_from_wire(hello.show()), hello.show_text()};
    resource_ = services_.app.presence.connect(who_.connection, caller->person, std::move(wish));
    feed_log().debug("feed opens: contact={} session={} client=\"{}\" from={}", caller->person.value(),
                     caller->session.value(), resource_name(hello.client(), "unnamed"), socket_->remote_address());
    services_.app.client_features.add(who_.connection, caller->person, features_from_wire(hello.features()));
    co_return co_await services_.app.open_feed.run(*caller, feed_request_from_wire(hello));
}

Result<void> FeedConnection::subscribe(app::Caller caller) {
    if (!services_.hub.admit(caller.person, services_.settings.connections_per_user)) {
        return refuse(ErrorCode::limit_reached, "Too many connections of this user (feed.connections_per_user).");
    }
    who_.caller = caller;
    queue_ = std::make_unique<std::vector<Queued>>();
    services_.hub.format_entered(format_);
    hub_.subscribe(caller.person, *this);
    subscribed_ = true;
    return {};
}

void FeedConnection::refuse_opening(std::uint32_t request, const Error& error) {
    send(error_frame(request, error));
    if (error.code == ErrorCode::not_logged_in) {
        close({CloseCode::logged_out, error.sentence, Millis{0}});
    } else if (error.code == ErrorCode::forbidden) {
        close({CloseCode::stop, error.sentence, Millis{0}});
    } else {
        // Spread by chance: whoever was refused because too many came at once shall not come at once again.
        const Millis spread{services_.random() % 2'000};
        close({CloseCode::retry, error.sentence, std::max(error.retry_after, Millis{1'000}) + spread});
    }
}

void FeedConnection::send_welcome(const app::FeedSnapshot& snapshot, std::uint32_t request) {
    v1::ServerFrame frame;
    frame.set_re(request);
    auto& welcome = *frame.mutable_welcome();
    to_wire(snapshot.self, snapshot.company_name, *welcome.mutable_self());
    welcome.mutable_self()->set_session_id(who_.caller.session.value());
    welcome.set_epoch(services_.epoch);
    welcome.set_server_version(FOYER_VERSION);
    welcome.set_resource(resource_);
    welcome.set_now_ms(wire_time(hub_.now()));
    *welcome.mutable_limits() = services_.limits;
    for (const auto& feature : services_.features) {
        if (app::is_offered(feature, snapshot.may)) welcome.add_features(feature);
    }
    send(frame);
}

Task<void> FeedConnection::send_snapshot(std::shared_ptr<FeedConnection> self, app::FeedSnapshot snapshot) {
    // Half of what may be pending is left to the peer's pace, so that a large snapshot does not look like a slow
    // reader.
    const auto& settings = self->services_.settings;
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
    for (const auto& frame : snapshot_frames(snapshot, settings.socket.limits.message_bytes / 4)) {
        while (self->socket_ && self->socket_->pending_bytes() > settings.socket.pending_bytes / 4) {
            timer.expires_after(drain_poll);
            co_await timer.async_wait(boost::asio::use_awaitable);
        }
        if (self->machine_.is_closed()) co_return;
        self->send(frame);
    }
    if (self->queue_) self->flush_queue(snapshot);
}

void FeedConnection::flush_queue(const app::FeedSnapshot& snapshot) {
    std::unordered_map<RoomId, Seq> newest;
    for (const auto& room : snapshot.rooms) newest.emplace(room.view->room.id, room.newest);
    const auto queue = std::exchange(queue_, nullptr);
    queued_bytes_ = 0;
    for (const auto& item : *queue) {
        if (item.answer) {
            socket_->send(item.answer);
            continue;
        }
        const auto known = newest.find(item.event->room);
        if (item.event->topic == EncodedEvent::Topic::messages && known != newest.end() &&
            item.event->last <= known->second) {
            continue;  // Already in the snapshot, or left to ReadHistory.
        }
        socket_->send(item.event->frame(format_));
    }
}

}  // namespace foyer::gateway
