#pragma once
#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "lib/net/http_server.hpp"
#include "lib/net/io_threads.hpp"
#include "server/app/app.hpp"
#include "server/config/config.gen.hpp"
#include "server/delivery/curl_http_caller.hpp"
#include "server/delivery/messenger.hpp"
#include "server/gateway/http/guest_operations.hpp"
#include "server/gateway/http/http_gateway.hpp"
#include "server/gateway/http/metrics_page.hpp"
#include "server/gateway/http/origin_rule.hpp"
#include "server/gateway/http/session_operations.hpp"
#include "server/gateway/http/static_files.hpp"
#include "server/gateway/rest/local_gateway.hpp"
#include "server/gateway/rest/rest_operations.hpp"
#include "server/gateway/ws/event_streams.hpp"
#include "server/gateway/ws/feed_gateway.hpp"
#include "server/gateway/ws/hub.hpp"
#include "server/main/logging.hpp"
#include "server/main/world.hpp"
#include "server/storage/sqlite/sqlite_store.hpp"

namespace foyer::main {

/// Everything that runs, wired. Made, started and stopped on the main thread.
class Server {
public:
    Server(config::Config config, gateway::Assets assets);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Opens the store, reads the directory and starts the threads: use cases may run, nobody can connect yet.
    /// Errors are sentences for the administrator.
    Result<void> open();
    /// Lets people in.
    Result<void> listen();
    /// Says good-bye to everybody, finishes what has begun, closes the store.
    void stop();
    /// Takes over what can change while it runs.
    void reload(const config::Config& next);

    /// Every I/O thread does what it is asked within this time. False: one is stuck.
    [[nodiscard]] bool responds_within(Millis time);

    /// "http://127.0.0.1:8080": how this machine reaches it.
    [[nodiscard]] std::string url() const;
    /// How people reach it, as far as it is configured.
    [[nodiscard]] std::string public_url() const;
    [[nodiscard]] std::string metrics_url() const;
    [[nodiscard]] app::App& app() { return *app_; }
    [[nodiscard]] boost::asio::any_io_executor executor() { return threads_[0].executor(); }

private:
    Result<void> listen_to_operator();
    [[nodiscard]] gateway::Router routes();
    [[nodiscard]] std::vector<gateway::Metric> metrics();

    config::Config config_;
    // Before all that has timers or queued work on it. Outlives the hasher in world_, too: a hash holds the executor it
    // is awaited on to its end.
    net::IoThreads threads_;
    World world_;
    delivery::CurlHttpCaller http_caller_;
    std::unique_ptr<storage::SqliteStore> store_;
    gateway::Hub hub_;
    std::unique_ptr<delivery::CurlMessenger> messenger_;  ///< Null where no messages are sent.
    std::unique_ptr<app::App> app_;
    gateway::LoginCounters logins_;
    gateway::GuestCounters guests_;
    LogLevels log_levels_;
    std::unique_ptr<gateway::RestDesk> rest_;
    std::unique_ptr<gateway::LocalGateway> local_gateway_;
    std::unique_ptr<net::HttpServer> local_http_;
    gateway::OriginRule origins_;
    gateway::StaticFiles files_;
    std::unique_ptr<gateway::FeedGateway> feeds_;
    std::unique_ptr<gateway::EventStreams> event_streams_;
    std::unique_ptr<gateway::HttpGateway> gateway_;
    std::unique_ptr<net::HttpServer> http_;
    std::unique_ptr<gateway::MetricsPage> metrics_page_;
    std::unique_ptr<net::HttpServer> metrics_http_;
    std::atomic<bool> is_ready_{false};
};

}  // namespace foyer::main
