#include "bench/load.hpp"

#include <charconv>
#include <cstring>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include "lib/async/task_group.hpp"
#include "lib/net/websocket_client.hpp"

namespace foyer::bench {
namespace {

namespace asio = boost::asio;
using SteadyClock = std::chrono::steady_clock;
using namespace std::chrono_literals;

std::uint64_t now_ns() {
    return static_cast<std::uint64_t>(SteadyClock::now().time_since_epoch().count());
}

/// The number that follows `at`, up to the first byte that is no digit.
std::uint64_t number_at(const char* at, const char* end) {
    std::uint64_t value = 0;
    for (; at < end && *at >= '0' && *at <= '9'; ++at) value = value * 10 + static_cast<std::uint64_t>(*at - '0');
    return value;
}

const char* find(std::string_view text, std::string_view what) {
    return static_cast<const char*>(::memmem(text.data(), text.size(), what.data(), what.size()));
}

}  // namespace

/// One participant's feed. It reads the few fields it counts straight from the text: a load client must cost less than
/// what it measures.
class LoadClient final : public net::WebSocketHandler {
public:
    LoadClient(Load& load, Participant who, bool timed) : load_(load), who_(std::move(who)), timed_(timed) {}

    [[nodiscard]] const Participant& who() const { return who_; }
    [[nodiscard]] bool is_idle() const { return unanswered_ == 0; }
    [[nodiscard]] bool is_connected() const { return socket_ != nullptr; }
    [[nodiscard]] std::uint64_t last_seq() const { return last_seq_; }
    [[nodiscard]] std::uint16_t end_code() const { return end_code_; }
    [[nodiscard]] net::WebSocketConnection* socket() const { return socket_.get(); }
    void forget_requests() {
        unanswered_ = 0;
        ready_ = false;
    }

    void post() {
        if (!socket_) return;
        const auto now = now_ns();
        const std::uint32_t id = ++last_id_;
        if (sent_at_.empty()) sent_at_.resize(4096);
        sent_at_[id % sent_at_.size()] = now;
        auto& out = text_;
        out.clear();
        fmt::format_to(std::back_inserter(out), R"({{"id":{},"postMessage":{{"roomId":{},"text":"@{:020}@)", id,
                       who_.room.value(), now);
        out.append(load_.settings_.text_bytes > 22 ? load_.settings_.text_bytes - 22 : 0, 'x');
        fmt::format_to(std::back_inserter(out), R"(","idempotencyKey":"{}-{}"}}}})", who_.person.value(), id);
        socket_->send(net::MessageKind::text, out);
        ++unanswered_;
        ++load_.tally_.posts;
    }
    void leave() {
        if (socket_) socket_->close(net::websocket::close_code::normal, "");
    }

private:
    void on_open(std::shared_ptr<net::WebSocketConnection> connection) override {
        socket_ = std::move(connection);
        socket_->send(net::MessageKind::text,
                      fmt::format(R"({{"id":1,"hello":{{"token":"{}","show":"online"{}{}}}}})", who_.token,
                                  load_.settings_.with_contacts ? "" : R"(,"withoutContacts":true)", held()));
        last_id_ = std::max(last_id_, 1U);
    }
    /// What of his room he holds, for Hello.
    [[nodiscard]] std::string held() const {
        if (last_seq_ == 0) return "";
        return fmt::format(R"(,"epoch":{},"cursors":[{{"roomId":{},"seq":{}}}])", epoch_, who_.room.value(), last_seq_);
    }
    void on_message(net::MessageKind, std::string_view text) override {
        load_.tally_.bytes += text.size();
        if (text.starts_with(R"({"messageEvent":)")) return on_messages(text);
        if (text.starts_with(R"({"re":)")) return on_answer(text);
        if (!ready_ && text.starts_with(R"({"snapshot":)")) {
            on_messages(text);
            if (find(text, R"("last":true)") == nullptr) return;
            ready_ = true;
            ++load_.ready_;
        }
    }
    /// Everybody is in one room, so all messages that come are of it.
    void on_messages(std::string_view text) {
        constexpr std::string_view seq_field = R"("seq":)";
        const char* const end = text.data() + text.size();
        while (const char* at = find(text, seq_field)) {
            const auto seq = number_at(at + seq_field.size(), end);
            if (last_seq_ != 0 && seq != last_seq_ + 1) ++load_.tally_.holes;
            last_seq_ = seq;
            ++load_.tally_.deliveries;
            if (timed_) time_delivery(text);
            const auto used =
                static_cast<std::size_t>(at - text.data()) + seq_field.size() + load_.settings_.text_bytes;
            text.remove_prefix(std::min(used, text.size()));
        }
    }
    void time_delivery(std::string_view text) {
        constexpr std::string_view text_field = R"("text":"@)";
        const char* const at = find(text, text_field);
        if (at == nullptr) return;
        const auto sent = number_at(at + text_field.size(), text.data() + text.size());
        load_.tally_.post_to_delivery.add(std::chrono::nanoseconds(now_ns() - sent));
    }
    void on_answer(std::string_view text) {
        const auto id = number_at(text.data() + 6, text.data() + text.size());
        if (id == 1) {
            constexpr std::string_view epoch_field = R"("epoch":)";
            if (find(text.substr(0, 40), "\"error\"") != nullptr) refuse_with(text);
            if (const auto* at = find(text, epoch_field)) {
                epoch_ = number_at(at + epoch_field.size(), text.data() + text.size());
            }
            return;
        }
        --unanswered_;
        if (find(text.substr(0, 40), "\"messagePosted\"") == nullptr) {
            refuse_with(text);
        } else {
            ++load_.tally_.acks;
            note_acknowledged(text);
            load_.tally_.post_to_ack.add(std::chrono::nanoseconds(now_ns() - sent_at_[id % sent_at_.size()]));
        }
        if (load_.looping_) post();
    }
    void note_acknowledged(std::string_view text) {
        constexpr std::string_view seq_field = R"("seq":)";
        const auto* const at = find(text, seq_field);
        if (at == nullptr) return;
        auto& highest = load_.acknowledged_[who_.room];
        highest = std::max(highest, number_at(at + seq_field.size(), text.data() + text.size()));
    }
    void refuse_with(std::string_view text) {
        if (load_.tally_.refusals++ == 0) fmt::print(stderr, "refused: {}\n", text.substr(0, 300));
    }
    void on_slow_reader() override {}
    void on_server_stopping() override {}
    void on_end(net::WebSocketEnd end) override {
        socket_.reset();
        end_code_ = end.code;
        if (end.code == net::websocket::close_code::normal || load_.ends_expected_) return;
        if (load_.tally_.ended++ == 0) fmt::print(stderr, "ended by the server: {} {}\n", end.code, end.reason);
    }

    Load& load_;
    Participant who_;
    std::shared_ptr<net::WebSocketConnection> socket_;
    std::vector<std::uint64_t> sent_at_;  // By id; senders only.
    std::string text_;
    std::uint64_t last_seq_ = 0;
    std::uint64_t epoch_ = 0;
    std::uint32_t last_id_ = 0;
    std::uint32_t unanswered_ = 0;
    std::uint16_t end_code_ = 0;
    bool timed_;
    bool ready_ = false;
};

Load::~Load() = default;

Task<void> Load::wait(std::chrono::milliseconds duration) {
    asio::steady_timer timer(thread_.executor(), duration);
    co_await timer.async_wait(asio::use_awaitable);
}

Task<std::string> Load::connect(std::vector<Participant> people, std::size_t at_once) {
    for (auto& who : people) {
        clients_.push_back(std::make_shared<LoadClient>(*this, std::move(who), clients_.size() % 16 == 0));
    }
    co_return co_await connect_all(at_once);
}

Task<std::string> Load::reconnect() {
    for (int i = 0; i < 4'000; ++i) {
        if (std::ranges::none_of(clients_, [](const auto& client) { return client->is_connected(); })) break;
        co_await wait(5ms);
    }
    for (const auto& client : clients_) client->forget_requests();
    next_to_connect_ = 0;
    ready_ = 0;
    ends_expected_ = false;
    auto failure = co_await connect_all(clients_.size());
    const auto behind = std::ranges::count_if(clients_, [this](const auto& client) {
        const auto acknowledged = acknowledged_.find(client->who().room);
        return acknowledged != acknowledged_.end() && client->last_seq() < acknowledged->second;
    });
    if (failure.empty() && behind > 0) failure = fmt::format("{} clients lack what was acknowledged", behind);
    if (failure.empty() && tally_.holes > 0) failure = fmt::format("{} messages lost or doubled", tally_.holes);
    co_return failure;
}

void Load::post(std::size_t client) {
    clients_[client]->post();
}

void Load::pause_reading(std::size_t client) {
    clients_[client]->socket()->pause_reading();
}

Task<std::uint16_t> Load::resume_reading(std::size_t client) {
    ends_expected_ = true;
    const auto& stuck = *clients_[client];
    if (auto* socket = stuck.socket()) socket->resume_reading();
    for (int i = 0; i < 2'000 && stuck.is_connected(); ++i) co_await wait(5ms);
    ends_expected_ = false;
    co_return stuck.end_code();
}

Task<std::string> Load::connect_all(std::size_t at_once) {
    std::string failure;
    TaskGroup connecting(thread_.executor());
    for (std::size_t i = 0; i < at_once; ++i) connecting.spawn(connect_some(&failure));
    const auto limit = SteadyClock::now() + 60s;
    while (failure.empty() && (ready_ < clients_.size() || connecting.size() > 0) && SteadyClock::now() < limit) {
        co_await wait(1ms);
    }
    if (failure.empty() && ready_ < clients_.size()) {
        failure = fmt::format("{} of {} clients received their snapshot in time", ready_, clients_.size());
    }
    co_await connecting.stop();
    co_return failure;
}

Task<void> Load::connect_some(std::string* failure) {
    while (next_to_connect_ < clients_.size() && failure->empty()) {
        const auto client = clients_[next_to_connect_++];
        net::WebSocketTarget target;
        target.host = settings_.tls ? "localhost" : "127.0.0.1";
        target.port = settings_.port;
        target.path = "/api/feed";
        target.subprotocols = "foyer.v1.json";
        target.tls = settings_.tls;
        target.settings.limits = {.frame_bytes = 16U << 20U, .message_bytes = 16U << 20U, .fragments = 16};
        target.settings.pending_bytes = 64U << 20U;
        target.settings.heartbeat = Millis{0};
        target.timeout = 30s;
        const auto opened = co_await net::open_websocket(thread_, std::move(target), client);
        if (!opened) *failure = opened.error().sentence;
    }
}

void Load::start_closed_loop(std::size_t senders) {
    looping_ = true;
    for (std::size_t i = 0; i < senders; ++i) {
        for (std::size_t k = 0; k < settings_.window; ++k) clients_[i * clients_.size() / senders]->post();
    }
}

Task<void> Load::run_paced(std::size_t senders, double posts_per_second, std::chrono::milliseconds duration) {
    const auto begin = SteadyClock::now();
    std::uint64_t posted = 0;
    while (true) {
        const auto elapsed = SteadyClock::now() - begin;
        if (elapsed >= duration) break;
        const auto due = static_cast<std::uint64_t>(std::chrono::duration<double>(elapsed).count() * posts_per_second);
        for (; posted < due; ++posted) clients_[posted % senders * clients_.size() / senders]->post();
        co_await wait(1ms);
    }
}

Task<bool> Load::stop(std::size_t expected_per_post) {
    looping_ = false;
    for (int i = 0; i < 4'000; ++i) {
        const bool answered = std::ranges::all_of(clients_, [](const auto& client) { return client->is_idle(); });
        if (answered && tally_.deliveries == tally_.acks * expected_per_post) co_return true;
        co_await wait(5ms);
    }
    co_return false;
}

Task<void> Load::disconnect() {
    for (const auto& client : clients_) client->leave();
    for (int i = 0; i < 4'000; ++i) {
        if (std::ranges::none_of(clients_, [](const auto& client) { return client->is_connected(); })) break;
        co_await wait(5ms);
    }
    clients_.clear();
}

}  // namespace foyer::bench
