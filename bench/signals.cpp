// Signalling: pairs of clients in calls send each other candidates, relayed by the server and kept nowhere.
#include <charconv>
#include <cstring>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <fmt/format.h>

#include "bench/histogram.hpp"
#include "bench/scenarios.hpp"
#include "bench/server_process.hpp"
#include "bench/world.hpp"
#include "lib/net/io_threads.hpp"
#include "lib/net/websocket_client.hpp"

namespace foyer::bench {
namespace {

namespace asio = boost::asio;
using SteadyClock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr std::size_t pairs = 50;
constexpr std::size_t window = 8;  // Signals that one client keeps unanswered.

struct SignalTally {
    std::uint64_t relayed = 0;
    std::uint64_t out_of_order = 0;
    std::uint64_t refused = 0;
    std::size_t ready = 0;    // Snapshots received.
    std::size_t in_call = 0;  // CallAnswers received.
    Histogram sent_to_received;
};

std::uint64_t now_ns() {
    return static_cast<std::uint64_t>(SteadyClock::now().time_since_epoch().count());
}

/// One client of a pair. Reads the few fields it counts straight from the text.
class SignalClient final : public net::WebSocketHandler {
public:
    SignalClient(SignalTally& tally, Participant who, bool calls)
        : tally_(tally), who_(std::move(who)), calls_(calls) {}

    void enter() {
        send(fmt::format(R"("{}":{{"roomId":{},"callId":"call-{}-----","peerId":"{}"}})",
                         calls_ ? "startCall" : "joinCall", who_.room.value(), who_.room.value(), peer(calls_)));
    }
    void begin() {
        sending_ = true;
        for (std::size_t i = 0; i < window; ++i) signal();
    }
    void end() { sending_ = false; }
    void leave() {
        if (socket_) socket_->close(net::websocket::close_code::normal, "");
    }

private:
    void on_open(std::shared_ptr<net::WebSocketConnection> connection) override {
        socket_ = std::move(connection);
        send(fmt::format(R"("hello":{{"token":"{}","withoutContacts":true}})", who_.token));
    }
    void on_message(net::MessageKind, std::string_view text) override {
        if (text.starts_with(R"({"signalEvent":)")) return on_signal(text);
        if (text.starts_with(R"({"snapshot":)")) ++tally_.ready;
        if (!text.starts_with(R"({"re":)")) return;
        if (text.find("\"callAnswer\"") < 40) ++tally_.in_call;
        if (text.find("\"error\"") < 40 && tally_.refused++ == 0) fmt::print(stderr, "refused: {}\n", text);
        if (sending_ && text.find("\"done\"") < 40) signal();
    }
    void on_signal(std::string_view text) {
        ++tally_.relayed;
        const auto number = number_after(text, "candidate:");
        if (number != ++received_) ++tally_.out_of_order;
        if (received_ % 16 == 0) {
            const auto sent = number_after(text, "\"usernameFragment\":\"");
            tally_.sent_to_received.add(std::chrono::nanoseconds(now_ns() - sent));
        }
    }
    static std::uint64_t number_after(std::string_view text, std::string_view what) {
        const auto at = text.find(what);
        if (at == std::string_view::npos) return 0;
        std::uint64_t value = 0;
        std::from_chars(text.data() + at + what.size(), text.data() + text.size(), value);
        return value;
    }
    void signal() {
        send(fmt::format(
            R"("sendSignal":{{"roomId":{},"callId":"call-{}-----","peerId":"{}","toPeerId":"{}","signal":)"
            R"({{"kind":"candidate","candidate":"candidate:{} 1 udp 1677729535 203.0.113.7 46154 typ srflx )"
            R"(raddr 10.0.0.17 rport 46154 generation 0 ufrag EEtu network-cost 10","sdpMid":"0",)"
            R"("usernameFragment":"{}"}}}})",
            who_.room.value(), who_.room.value(), peer(calls_), peer(!calls_), ++sent_, now_ns()));
    }
    [[nodiscard]] std::string peer(bool caller) const {
        return fmt::format("{}-{}-----", caller ? "caller" : "called", who_.room.value());
    }
    void send(std::string_view body) {
        if (socket_) socket_->send(net::MessageKind::text, fmt::format(R"({{"id":{},{}}})", ++last_id_, body));
    }
    void on_slow_reader() override {}
    void on_server_stopping() override {}
    void on_end(net::WebSocketEnd) override { socket_.reset(); }

    SignalTally& tally_;
    Participant who_;
    bool calls_;
    bool sending_ = false;
    std::uint64_t sent_ = 0;
    std::uint64_t received_ = 0;
    std::uint32_t last_id_ = 0;
    std::shared_ptr<net::WebSocketConnection> socket_;
};

/// The clients, all on one thread, and what they are told to do there.
class Pairs {
public:
    Pairs(std::vector<Participant> people, std::uint16_t port) : port_(port) {
        for (auto& who : people) {
            const bool calls = clients_.size() % 2 == 0;
            clients_.push_back(std::make_shared<SignalClient>(tally_, std::move(who), calls));
        }
        threads_.start();
    }
    ~Pairs() {
        run(rest(100ms, [](SignalClient& client) { client.leave(); }));
        threads_.stop();
        clients_.clear();
    }
    Pairs(const Pairs&) = delete;
    Pairs& operator=(const Pairs&) = delete;

    /// An error's sentence, or "".
    std::string connect() { return run(connect_all()); }
    void measure(std::chrono::seconds duration) {
        run(rest(500ms, [](SignalClient& client) { client.begin(); }));
        tally_.relayed = 0;
        tally_.sent_to_received = {};
        run(rest(duration, [](SignalClient&) {}));
    }
    void end() {
        run(rest(500ms, [](SignalClient& client) { client.end(); }));
    }
    /// Between the calls above nothing runs that changes it but signals on their way.
    [[nodiscard]] const SignalTally& tally() const { return tally_; }

private:
    template <class T>
    T run(Task<T> task) {
        return asio::co_spawn(threads_[0].executor(), std::move(task), asio::use_future).get();
    }
    Task<void> wait(std::chrono::milliseconds duration) {
        asio::steady_timer timer(threads_[0].executor(), duration);
        co_await timer.async_wait(asio::use_awaitable);
    }
    Task<void> rest(std::chrono::milliseconds duration, std::function<void(SignalClient&)> each) {
        for (const auto& client : clients_) each(*client);
        co_await wait(duration);
    }
    Task<std::string> connect_all() {
        for (const auto& client : clients_) {
            net::WebSocketTarget target;
            target.port = port_;
            target.path = "/api/feed";
            target.subprotocols = "foyer.v1.json";
            target.settings.pending_bytes = 64U << 20U;
            target.settings.heartbeat = Millis{0};
            const auto opened = co_await net::open_websocket(threads_[0], std::move(target), client);
            if (!opened) co_return opened.error().sentence;
        }
        if (!co_await until(tally_.ready, clients_.size())) co_return "not everybody received his snapshot";
        for (std::size_t i = 0; i < clients_.size(); i += 2) clients_[i]->enter();
        if (!co_await until(tally_.in_call, clients_.size() / 2)) co_return "not every call could be started";
        for (std::size_t i = 1; i < clients_.size(); i += 2) clients_[i]->enter();
        if (!co_await until(tally_.in_call, clients_.size())) co_return "not every call was answered";
        co_return "";
    }
    Task<bool> until(const std::size_t& count, std::size_t wanted) {
        for (int i = 0; i < 4'000 && count < wanted; ++i) co_await wait(5ms);
        co_return count >= wanted;
    }

    std::uint16_t port_;
    SignalTally tally_;
    net::IoThreads threads_{1};
    std::vector<std::shared_ptr<SignalClient>> clients_;
};

Rows failed(const std::string& why) {
    return {{"signalling", fmt::format("failed: {}", why), "", ""}};
}

}  // namespace

Rows run_signals(const BenchSettings& settings) {
    const auto folder = settings.folder / "signals";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    auto people =
        make_world(folder / "data", {.people = 2 * pairs, .company_size = 50, .rooms = pairs, .room_size = 2});
    if (!people) return failed(people.error().sentence);
    const auto port = free_port();
    std::vector<std::string> command{settings.server.string(),
                                     "serve",
                                     "--data",
                                     (folder / "data").string(),
                                     "--listen",
                                     fmt::format("127.0.0.1:{}", port),
                                     "--calls.signals_per_second",  // The bound against single clients.
                                     "100000",
                                     "--log.level",
                                     "warn"};
    command.insert(command.end(), settings.server_flags.begin(), settings.server_flags.end());
    auto server = ServerProcess::start(std::move(command), port, folder / "server.log");
    if (!server) return failed(server.error().sentence);

    Pairs clients(std::move(*people), port);
    if (const auto failure = clients.connect(); !failure.empty()) return failed(failure);
    const auto cpu = server->cpu();
    const auto begin = SteadyClock::now();
    clients.measure(settings.duration);
    const auto seconds = std::chrono::duration<double>(SteadyClock::now() - begin).count() - 0.5;
    const auto spent = std::chrono::duration<double>(server->cpu() - cpu).count();
    const auto relayed = static_cast<double>(clients.tally().relayed);
    const auto latency = clients.tally().sent_to_received;
    clients.end();
    const auto& tally = clients.tally();
    if (tally.refused > 0 || tally.out_of_order > 0) {
        return failed(fmt::format("{} refused, {} out of order", tally.refused, tally.out_of_order));
    }
    const auto what = fmt::format("signalling, {} calls of 2", pairs);
    return {{what + ": relayed in order", fmt::format("{:.1f} k/s", relayed / seconds / 1e3), "", ""},
            {what + ": sent to received, p50 / p99",
             fmt::format("{:.1f} / {:.1f} ms", latency.quantile_ms(0.5), latency.quantile_ms(0.99)), "", ""},
            {what + ": server CPU per million", fmt::format("{:.1f} s", spent / (relayed / 1e6)), "", ""}};
}

}  // namespace foyer::bench
