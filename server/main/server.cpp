#include "server/main/server.hpp"

#include <semaphore>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <spdlog/spdlog.h>

#include "server/gateway/http/command_operations.hpp"
#include "server/gateway/http/credential_operations.hpp"
#include "server/gateway/http/file_operations.hpp"
#include "server/gateway/http/legacy_auth.hpp"
#include "server/gateway/http/legacy_guests.hpp"
#include "server/gateway/http/server_operations.hpp"
#include "server/gateway/http/session_operations.hpp"
#include "server/gateway/wire/webhook_body.hpp"
#include "server/main/guest_world.hpp"
#include "server/main/run_task.hpp"
#include "server/main/settings.hpp"

namespace foyer::main {

namespace {

Task<void> wait(Millis time) {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, time);
    co_await timer.async_wait(boost::asio::use_awaitable);
}

/// Waits until the requests of one thread have ended, at most until the deadline, and cancels the rest.
Task<void> drain(gateway::HubThread& part, Millis deadline) {
    constexpr Millis step{10};
    for (Millis waited{0}; part.tasks().size() > 0 && waited < deadline; waited += step) co_await wait(step);
    co_await part.tasks().stop();
}

Task<void> start_upkeep(app::App& app) {
    app.upkeep.start();
    app.webhooks.start();
    app.guest_keeper.start();
    app.delivery_clerk.start();
    co_return;
}

/// Where a browser on this machine finds what listens on this address.
std::string reachable(std::string address) {
    if (address == "0.0.0.0") return "127.0.0.1";
    if (address == "[::]" || address == "::") return "[::1]";
    return address;
}

std::string url_of(const config::Config& config, const std::string& listen, const net::HttpServer& server) {
    const auto* scheme = config.http.tls_certificate.empty() ? "http" : "https";
    return fmt::format("{}://{}:{}", scheme, reachable(listen.substr(0, listen.rfind(':'))), server.port());
}

gateway::DurationCounts commit_times(const storage::StoreMetrics& metrics) {
    const auto seconds = [](auto duration) { return std::chrono::duration<double>(duration).count(); };
    gateway::DurationCounts counts;
    for (const auto bound : storage::commit_time_bounds) counts.bounds.push_back(seconds(bound));
    counts.counts.assign(metrics.commit_times.begin(), metrics.commit_times.end());
    counts.sum = seconds(metrics.commit_time);
    return counts;
}

Result<void> named(Result<void> started, const std::string& address) {
    if (started) return started;
    return refuse(started.error().code, fmt::format("Cannot listen on {}: {}", address, started.error().sentence));
}

}  // namespace

Server::Server(config::Config config, gateway::Assets assets)
    : config_(std::move(config)),
      threads_(config_.threads.io),
      world_(config_),
      http_caller_({.threads = config_.webhooks.threads}),
      hub_(threads_, world_.clock),
      origins_(config_.http.allowed_origins, config_.http.public_url),
      files_(std::move(assets), origins_) {}

Server::~Server() {
    stop();
}

Result<void> Server::open() {
    auto settings = store_settings(config_, storage::SqliteSettings::Role::server);
    const auto log = spdlog::get("storage");
    settings.report = [log](const std::string& sentence) { log->error(sentence); };
    auto store = storage::open_sqlite(std::move(settings));
    if (!store) return refuse(store.error());
    store_ = std::move(*store);
    auto guests = guest_world(config_, [this] { return public_url(); });
    if (!guests) return refuse(guests.error());
    auto sending = messenger_settings(config_);
    if (sending.mail || sending.sms) {
        messenger_ = std::make_unique<delivery::CurlMessenger>(std::move(sending), world_.clock);
        guests->messenger = messenger_.get();
    }
    app::AppPorts ports{store_->store(), hub_,         world_.clock,      world_.random,
                        world_.hasher,   world_.codes, world_.file_bytes, std::move(*guests)};
    ports.http = &http_caller_;
    ports.webhook_body = gateway::webhook_body;
    app_ = std::make_unique<app::App>(std::move(ports), app_settings(config_), threads_.executors());
    threads_.start();
    auto loaded = run_task(executor(), app_->directory.refresh());
    if (!loaded) return loaded;
    if (auto swept = run_task(executor(), app_->files.start()); !swept) return swept;
    run_task(executor(), start_upkeep(*app_));
    return {};
}

Result<void> Server::listen() {
    const gateway::FeedServices services{*app_,
                                         hub_,
                                         feed_settings(config_),
                                         limits_for_clients(config_),
                                         store_->store().epoch,
                                         features(config_),
                                         [this] { return world_.dice(); }};
    feeds_ = std::make_unique<gateway::FeedGateway>(services, origins_);
    event_streams_ = std::make_unique<gateway::EventStreams>(services);
    gateway_ = std::make_unique<gateway::HttpGateway>(*app_, origins_, files_, routes());
    gateway_->add_upgrade(
        "/api/feed", [this](const auto& request, const auto& offered) { return feeds_->upgrade(request, offered); });
    if (!config_.metrics.listen.empty()) {
        metrics_page_ = std::make_unique<gateway::MetricsPage>(metrics());
        auto plain = http_settings(config_, config_.metrics.listen);
        plain.tls.reset();
        metrics_http_ = std::make_unique<net::HttpServer>(threads_, std::move(plain), *metrics_page_);
        if (auto started = named(metrics_http_->start(), config_.metrics.listen); !started) return started;
    }
    http_ = std::make_unique<net::HttpServer>(threads_, http_settings(config_, config_.http.listen), *gateway_);
    if (auto started = named(http_->start(), config_.http.listen); !started) return started;
    is_ready_ = true;
    return {};
}

void Server::stop() {
    is_ready_ = false;
    if (app_) {
        app_->files.stop_waiting();
        app_->commands.stop_waiting();
        if (http_) run_task(executor(), http_->stop(config_.shutdown.grace_ms));
        if (metrics_http_) run_task(executor(), metrics_http_->stop(config_.shutdown.grace_ms));
        for (std::size_t i = 0; i < threads_.size(); ++i) {
            run_task(threads_[i].executor(), drain(hub_.on(threads_[i]), config_.shutdown.grace_ms));
        }
        run_task(executor(), app_->delivery_clerk.stop());
        run_task(executor(), app_->guest_keeper.stop());
        run_task(executor(), app_->webhooks.stop());
        run_task(executor(), app_->upkeep.stop());
    }
    threads_.stop();
    http_.reset();
    metrics_http_.reset();
    messenger_.reset();
    app_.reset();
    store_.reset();
}

void Server::reload(const config::Config& next) {
    origins_.allow(next.http.allowed_origins);
    config_.http.allowed_origins = next.http.allowed_origins;
    config_.log = next.log;
}

bool Server::responds_within(Millis time) {
    const auto answered = std::make_shared<std::counting_semaphore<>>(0);  // Shared with threads that answer too late.
    for (const auto& executor : threads_.executors()) {
        boost::asio::post(executor, [answered] { answered->release(); });
    }
    const auto deadline = std::chrono::steady_clock::now() + time;
    for (std::size_t i = 0; i < threads_.size(); ++i) {
        if (!answered->try_acquire_until(deadline)) return false;
    }
    return true;
}

std::string Server::url() const {
    return url_of(config_, config_.http.listen, *http_);
}

std::string Server::public_url() const {
    if (!config_.http.public_url.empty()) return config_.http.public_url;
    return http_ ? url() : std::string();
}

std::string Server::metrics_url() const {
    if (!metrics_http_) return {};
    return fmt::format("http://{}:{}/metrics",
                       reachable(config_.metrics.listen.substr(0, config_.metrics.listen.rfind(':'))),
                       metrics_http_->port());
}

gateway::Router Server::routes() {
    gateway::Router router;
    rest_ = std::make_unique<gateway::RestDesk>(*app_, rest_settings(config_));
    gateway::add_rest_operations(router, *rest_);
    event_streams_->add_operations(router);
    gateway::add_session_operations(router, *app_, logins_);
    gateway::add_command_operations(router, *app_);
    gateway::add_file_operations(router, *app_,
                                 {static_cast<std::size_t>(config_.files.chunk_bytes), config_.files.chunk_timeout_ms});
    gateway::add_guest_operations(router, *app_, guests_);
    gateway::add_legacy_auth(router, *app_, logins_);
    gateway::add_legacy_guests(router, *app_);
    gateway::add_credential_operations(router, *app_);
    gateway::add_server_operations(
        router, *app_,
        {store_->store().epoch, features(config_), limits_json(config_), [this] { return is_ready_.load(); }});
    return router;
}

std::vector<gateway::Metric> Server::metrics() {
    using Kind = gateway::Metric::Kind;
    auto& hub = hub_.counters();
    const auto of_store = [this](auto member) {
        return [this, member] { return static_cast<double>(store_->metrics().*member); };
    };
    const auto seconds = [this](auto member) {
        return [this, member] { return std::chrono::duration<double>(store_->metrics().*member).count(); };
    };
    const auto of_hub = [](auto& counter) { return [&counter] { return static_cast<double>(counter.load()); }; };
    using Store = storage::StoreMetrics;
    return {
        {"foyer_http_connections", "Open connections, WebSockets included.", Kind::gauge,
         [this] { return static_cast<double>(http_->connections()); }},
        {"foyer_websockets", "Open WebSockets.", Kind::gauge, of_hub(hub.connections)},
        {"foyer_feeds", "WebSockets of somebody who is logged in.", Kind::gauge, of_hub(hub.feeds)},
        {"foyer_people_connected", "People with a connection.", Kind::gauge,
         [this] { return static_cast<double>(app_->presence.connected_people()); }},
        {"foyer_requests_total", "Requests of feeds.", Kind::counter, of_hub(hub.requests)},
        {"foyer_requests_running", "Requests of feeds that are being worked on.", Kind::gauge,
         of_hub(hub.requests_running)},
        {"foyer_events_total", "Events published.", Kind::counter, of_hub(hub.events)},
        {"foyer_deliveries_total", "Events times the connections that received them.", Kind::counter,
         of_hub(hub.deliveries)},
        {"foyer_calls", "Calls that run.", Kind::gauge,
         [this] { return static_cast<double>(app_->calls.counters().running.load()); }},
        {"foyer_call_peers", "Clients in calls.", Kind::gauge,
         [this] { return static_cast<double>(app_->calls.counters().peers.load()); }},
        {"foyer_calls_started_total", "Calls begun.", Kind::counter,
         [this] { return static_cast<double>(app_->calls.counters().started.load()); }},
        {"foyer_calls_connected_total", "Calls ended that had connected people.", Kind::counter,
         [this] { return static_cast<double>(app_->calls.counters().connected.load()); }},
        {"foyer_signals_total", "Signalling messages relayed.", Kind::counter,
         [this] { return static_cast<double>(app_->calls.counters().signals.load()); }},
        {"foyer_files_open", "Files on their way.", Kind::gauge,
         [this] { return static_cast<double>(app_->files.counters().open.load()); }},
        {"foyer_file_received_bytes_total", "Bytes of files taken from senders.", Kind::counter,
         [this] { return static_cast<double>(app_->files.counters().bytes_in.load()); }},
        {"foyer_file_sent_bytes_total", "Bytes of files given to receivers.", Kind::counter,
         [this] { return static_cast<double>(app_->files.counters().bytes_out.load()); }},
        {"foyer_files_failed_total", "Files that failed in the server.", Kind::counter,
         [this] { return static_cast<double>(app_->files.counters().failed.load()); }},
        {"foyer_queue_bytes", "Bytes that wait for clients to take them.", Kind::gauge,
         [this] { return static_cast<double>(hub_.pending_bytes()); }},
        {"foyer_logins_total", "Sessions opened.", Kind::counter, of_hub(logins_.opened)},
        {"foyer_failed_logins_total", "Logins refused.", Kind::counter, of_hub(logins_.refused)},
        {"foyer_guests_total", "Links redeemed.", Kind::counter, of_hub(guests_.redeemed)},
        {"foyer_guest_messages_sent_total", "E-mails and text messages sent to guests.", Kind::counter,
         of_hub(app_->delivery_clerk.counters().sent)},
        {"foyer_guest_messages_put_off_total", "Attempts at such messages that will be repeated.", Kind::counter,
         of_hub(app_->delivery_clerk.counters().put_off)},
        {"foyer_guest_messages_failed_total", "Such messages given up.", Kind::counter,
         of_hub(app_->delivery_clerk.counters().failed)},
        {"foyer_refused_links_total", "Links refused: wrong, worn out, or too many tries.", Kind::counter,
         of_hub(guests_.refused)},
        {"foyer_slow_readers_total", "Feeds cut because their client did not read.", Kind::counter,
         of_hub(hub.slow_readers)},
        {"foyer_feeds_turned_away_total", "Feeds closed for flooding or silence.", Kind::counter, of_hub(hub.flooding)},
        {"foyer_live_rooms", "Rooms in memory.", Kind::gauge,
         [this] { return static_cast<double>(app_->rooms.live()); }},
        {"foyer_messages_total", "Messages stored.", Kind::counter, of_store(&Store::messages)},
        {"foyer_store_groups_total", "Transactions committed.", Kind::counter, of_store(&Store::groups)},
        {"foyer_store_writes_total", "Writes in these transactions.", Kind::counter, of_store(&Store::writes)},
        {"foyer_store_failed_groups_total", "Transactions that failed.", Kind::counter,
         of_store(&Store::failed_groups)},
        {"foyer_store_commit_seconds", "How long transactions took until they were durable.", Kind::histogram,
         [this] { return commit_times(store_->metrics()); }},
        {"foyer_store_longest_commit_seconds", "The longest transaction.", Kind::gauge,
         seconds(&Store::longest_commit)},
        {"foyer_store_write_queue", "Writes that wait.", Kind::gauge, of_store(&Store::write_queue)},
        {"foyer_store_reads_total", "Reads done.", Kind::counter, of_store(&Store::reads)},
        {"foyer_store_failed_reads_total", "Reads that failed.", Kind::counter, of_store(&Store::failed_reads)},
        {"foyer_store_read_queue", "Reads that wait.", Kind::gauge, of_store(&Store::read_queue)},
        {"foyer_store_checkpoints_total", "Checkpoints of the write-ahead log.", Kind::counter,
         of_store(&Store::checkpoints)},
        {"foyer_store_wal_pages", "Length of the write-ahead log.", Kind::gauge, of_store(&Store::wal_pages)},
    };
}

}  // namespace foyer::main
