#include "bench/scenarios.hpp"

#include <functional>
#include <optional>
#include <stdexcept>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <fmt/format.h>

#include "bench/bare_writer.hpp"
#include "bench/load.hpp"
#include "bench/server_process.hpp"
#include "bench/world.hpp"
#include "lib/net/test_certificate.hpp"

namespace foyer::bench {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

/// What goes wrong in a scenario ends it; its row says so.
struct Failed : std::runtime_error {
    using std::runtime_error::runtime_error;
};
template <class T>
T must(Result<T> result) {
    if (!result) throw Failed(result.error().sentence);
    return std::move(*result);
}

/// What a closed loop came to, per second.
struct Pace {
    double deliveries = 0;
    double acks = 0;
    double cpu_seconds_per_million = 0;
};

std::string millions(double value) {
    return fmt::format("{:.2f} M/s", value / 1e6);
}
std::string thousands(double value) {
    return fmt::format("{:.1f} k/s", value / 1e3);
}

/// One scenario's server, participants and clients, taken down in the right order.
class Stage {
public:
    Stage(const BenchSettings& settings, const WorldPlan& plan, std::string name, LoadSettings load, bool tls = false)
        : settings_(settings), folder_(settings.folder / name), load_settings_(std::move(load)) {
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        people_ = must(make_world(folder_ / "data", plan));
        load_settings_.port = free_port();
        if (tls) load_settings_.tls = must(net::make_client_tls(certificate_.emplace().files().certificate_chain));
        server_.emplace(must(ServerProcess::start(command(), load_settings_.port, folder_ / "server.log")));
        memory_before_ = server_->memory();
    }
    /// The same clients against the bare writer.
    Stage(const BenchSettings& settings, std::vector<Participant> people, LoadSettings load)
        : settings_(settings), load_settings_(std::move(load)), people_(std::move(people)) {
        load_settings_.port = free_port();
        server_.emplace(must(
            ServerProcess::fork_off([port = load_settings_.port] { run_bare_writer(port); }, load_settings_.port)));
    }
    ~Stage() {
        if (load_) run_on_thread(load_->disconnect());
        threads_.stop();
        load_.reset();
        server_.reset();
        std::error_code ignored;
        if (!folder_.empty()) std::filesystem::remove_all(folder_ / "data", ignored);
    }
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    [[nodiscard]] const std::vector<Participant>& people() const { return people_; }
    [[nodiscard]] ServerProcess& server() { return *server_; }
    [[nodiscard]] std::size_t memory_before() const { return memory_before_; }
    [[nodiscard]] const LoadSettings& load_settings() const { return load_settings_; }

    /// Seconds until everybody has his snapshot.
    double connect(std::size_t at_once) {
        threads_.start();
        load_.emplace(threads_[0], load_settings_);
        const auto begin = std::chrono::steady_clock::now();
        const auto failure = run_on_thread(load_->connect(people_, at_once));
        if (!failure.empty()) throw Failed(failure);
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }

    Pace closed_loop(std::size_t senders, std::size_t members) {
        on_thread([&] { load_->start_closed_loop(senders); });
        rest(1s);
        const auto begin = std::chrono::steady_clock::now();
        const auto cpu = server_->cpu();
        const auto before = tally();
        rest(settings_.duration);
        const auto after = tally();
        const auto spent = server_->cpu() - cpu;
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        settle(members);
        const auto deliveries = static_cast<double>(after.deliveries - before.deliveries);
        return {deliveries / seconds, static_cast<double>(after.acks - before.acks) / seconds,
                static_cast<double>(spent.count()) / 1000.0 / (deliveries / 1e6)};
    }

    Tally paced(std::size_t senders, std::size_t members, double posts_per_second) {
        on_thread([&] { load_->tally().post_to_ack = load_->tally().post_to_delivery = {}; });
        run_on_thread(load_->run_paced(senders, posts_per_second, settings_.duration));
        settle(members);
        return tally();
    }

    void rest(std::chrono::milliseconds duration) { run_on_thread(load_->wait(duration)); }

private:
    std::vector<std::string> command() const {
        std::vector<std::string> words{
            settings_.server.string(),   "serve",    "--data",
            (folder_ / "data").string(), "--listen", fmt::format("127.0.0.1:{}", load_settings_.port)};
        // The bounds that protect a server from single clients would be what is measured.
        for (const auto* bound : {"requests_per_second", "requests_burst"}) {
            words.insert(words.end(), {fmt::format("--feed.{}", bound), "1000000"});
        }
        words.insert(words.end(), {"--log.level", "warn"});
        if (certificate_) {
            const auto files = certificate_->files();
            words.insert(words.end(),
                         {"--http.tls_certificate", files.certificate_chain, "--http.tls_key", files.private_key});
        }
        words.insert(words.end(), settings_.server_flags.begin(), settings_.server_flags.end());
        return words;
    }

    template <class T>
    T run_on_thread(Task<T> task) {
        return asio::co_spawn(threads_[0].executor(), std::move(task), asio::use_future).get();
    }
    void on_thread(std::function<void()> action) {
        asio::post(threads_[0].context(), asio::use_future(std::move(action))).get();
    }
    Tally tally() {
        Tally now;
        on_thread([&] { now = load_->tally(); });
        return now;
    }
    /// Every post answered and delivered to every member, in order and without a hole: else the figures are worth
    /// nothing.
    void settle(std::size_t members) {
        const bool complete = run_on_thread(load_->stop(members));
        const auto now = tally();
        if (!complete || now.holes > 0 || now.refusals > 0 || now.ended > 0) {
            throw Failed(fmt::format("{} posts, {} acknowledged, {} deliveries of {}, {} holes, {} refused, {} ended",
                                     now.posts, now.acks, now.deliveries, now.acks * members, now.holes, now.refusals,
                                     now.ended));
        }
    }

    const BenchSettings& settings_;
    std::filesystem::path folder_;
    LoadSettings load_settings_;
    std::vector<Participant> people_;
    std::optional<net::TestCertificate> certificate_;
    std::optional<ServerProcess> server_;
    std::size_t memory_before_ = 0;
    net::IoThreads threads_{1};
    std::optional<Load> load_;
};

Rows guarded(const std::string& what, const std::function<void(Rows&)>& body) {
    Rows rows;
    try {
        body(rows);
    } catch (const Failed& failed) {
        rows.push_back({what, fmt::format("failed: {}", failed.what()), "", ""});
    }
    return rows;
}

void add_latencies(Rows& rows, const std::string& what, const Tally& tally) {
    rows.push_back(
        {what + ", half load: post to acknowledged, p50 / p99",
         fmt::format("{:.1f} / {:.1f} ms", tally.post_to_ack.quantile_ms(0.5), tally.post_to_ack.quantile_ms(0.99)),
         "5 / 20 ms", ""});
    rows.push_back({what + ", half load: post to delivered, p50 / p99",
                    fmt::format("{:.1f} / {:.1f} ms", tally.post_to_delivery.quantile_ms(0.5),
                                tally.post_to_delivery.quantile_ms(0.99)),
                    what == "100 members" ? "p99 5 ms" : "", ""});
}

std::optional<Pace> ceiling_of(const BenchSettings& settings, std::vector<Participant> people, LoadSettings load,
                               std::size_t senders, std::size_t members) {
    if (!settings.with_ceiling) return std::nullopt;
    Stage stage(settings, std::move(people), std::move(load));
    stage.connect(100);
    return stage.closed_loop(senders, members);
}

}  // namespace

Rows run_fan_out(const BenchSettings& settings, std::size_t members) {
    const auto what = fmt::format("{} members", members);
    return guarded(what, [&](Rows& rows) {
        const std::size_t senders = std::min<std::size_t>(members, 50);
        LoadSettings load;
        load.window = members <= 10 ? 32 : (members <= 100 ? 8 : 2);
        Pace pace;
        std::vector<Participant> people;
        {
            Stage stage(settings, {.people = members, .company_size = members, .rooms = 1, .room_size = members}, what,
                        load);
            stage.connect(100);
            people = stage.people();
            pace = stage.closed_loop(senders, members);
            const auto tally = stage.paced(senders, members, pace.acks / 2);
            add_latencies(rows, what, tally);
        }
        const auto ceiling = ceiling_of(settings, std::move(people), load, senders, members);
        rows.insert(rows.begin(), {{what + ": deliveries", millions(pace.deliveries), members == 100 ? "1.5 M/s" : "",
                                    ceiling ? fmt::format("{} ({:.0f} %)", millions(ceiling->deliveries),
                                                          100 * pace.deliveries / ceiling->deliveries)
                                            : ""},
                                   {what + ": server CPU per million deliveries",
                                    fmt::format("{:.2f} s", pace.cpu_seconds_per_million),
                                    members == 100 ? "0.7 s" : (members == 1000 ? "3 s" : ""),
                                    ceiling ? fmt::format("{:.2f} s", ceiling->cpu_seconds_per_million) : ""},
                                   {what + ": durable messages", thousands(pace.acks), "", ""}});
    });
}

Rows run_many_rooms(const BenchSettings& settings) {
    const std::string what = "200 rooms of 5";
    return guarded(what, [&](Rows& rows) {
        LoadSettings load;
        load.window = 1;
        Stage stage(settings, {.people = 1'000, .company_size = 50, .rooms = 200, .room_size = 5}, what, load);
        stage.connect(100);
        const auto pace = stage.closed_loop(1'000, 5);
        rows.push_back({what + ": deliveries", thousands(pace.deliveries), "100 k/s", ""});
        rows.push_back({what + ": server CPU per million deliveries",
                        fmt::format("{:.2f} s", pace.cpu_seconds_per_million), "7 s", ""});
        rows.push_back({what + ": durable messages", thousands(pace.acks), "20 k/s", ""});
        add_latencies(rows, what, stage.paced(1'000, 5, pace.acks / 2));
    });
}

Rows run_durable_acks(const BenchSettings& settings) {
    return guarded("durable acknowledgements", [&](Rows& rows) {
        LoadSettings load;
        load.window = 32;
        {
            Stage stage(settings, {.people = 8, .company_size = 50, .rooms = 1, .room_size = 8}, "acks in one room",
                        load);
            stage.connect(8);
            rows.push_back(
                {"durable acknowledgements, one room", thousands(stage.closed_loop(8, 8).acks), "5 k/s", ""});
        }
        load.window = 8;
        Stage stage(settings, {.people = 400, .company_size = 50, .rooms = 200, .room_size = 2}, "acks in many rooms",
                    load);
        stage.connect(100);
        rows.push_back(
            {"durable acknowledgements, 200 rooms", thousands(stage.closed_loop(400, 2).acks), "50 k/s", ""});
    });
}

Rows run_connects(const BenchSettings& settings, bool tls) {
    const auto what = fmt::format("{} connects{}", settings.idle_connections, tls ? " over TLS" : "");
    return guarded(what, [&](Rows& rows) {
        LoadSettings load;
        load.with_contacts = true;
        Stage stage(settings, {.people = settings.idle_connections, .company_size = 50, .rooms = 0, .room_size = 0},
                    what, load, tls);
        const double seconds = stage.connect(200);
        rows.push_back({what + ", each with a company of 50", fmt::format("{:.2f} s", seconds), tls ? "" : "2 s", ""});
        stage.rest(8s);  // Presence has been told, idle threads have given back what they had.
        const auto each = static_cast<double>(stage.server().memory() - stage.memory_before()) /
                          static_cast<double>(settings.idle_connections);
        rows.push_back({fmt::format("memory per idle connection{}", tls ? " over TLS" : ""),
                        fmt::format("{:.1f} KB", each / 1024), tls ? "40 KB" : "4 KB", ""});
    });
}

}  // namespace foyer::bench
