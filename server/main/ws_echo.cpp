#include "server/main/ws_echo.hpp"

#include <csignal>
#include <iostream>
#include <memory>
#include <utility>

#include <CLI/CLI.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_future.hpp>

#include "lib/net/http_server.hpp"

namespace foyer {
namespace {

/// One echoing WebSocket. Lives on its connection's thread.
class Echo final : public net::WebSocketHandler {
public:
    void on_open(std::shared_ptr<net::WebSocketConnection> connection) override { connection_ = std::move(connection); }
    void on_message(net::MessageKind kind, std::string_view message) override { connection_->send(kind, message); }
    void on_slow_reader() override {
        connection_->drop_pending();
        connection_->close(net::websocket::close_code::policy, "the echo is not read");
    }
    void on_server_stopping() override {
        connection_->close(net::websocket::close_code::going_away, "the server stops");
    }
    void on_end(net::WebSocketEnd) override { connection_.reset(); }

private:
    std::shared_ptr<net::WebSocketConnection> connection_;
};

class EchoHandler final : public net::HttpHandler {
public:
    explicit EchoHandler(net::WebSocketSettings settings) : settings_(settings) {}

    Task<net::HttpResponse> handle(net::HttpRequest) override {
        net::HttpResponse response;
        response.status = 426;
        response.fields = {{"Upgrade", "websocket"}, {"Content-Type", "text/plain"}};
        response.body = std::string("open a WebSocket here\n");
        co_return response;
    }
    Task<net::UpgradeAnswer> upgrade(net::HttpRequest, std::vector<std::string> offered) override {
        net::AcceptUpgrade accept;
        if (!offered.empty()) accept.subprotocol = offered.front();
        accept.handler = std::make_shared<Echo>();
        accept.settings = settings_;
        co_return accept;
    }

private:
    net::WebSocketSettings settings_;
};

void wait_for_signal() {
    boost::asio::io_context io;
    boost::asio::signal_set signals(io, SIGINT, SIGTERM);
    signals.async_wait([](const boost::system::error_code&, int) {});
    io.run();
}

}  // namespace

void add_ws_echo_flags(CLI::App& command, WsEchoSettings& settings) {
    const auto milliseconds = [](Millis& value) { return [&value](std::int64_t count) { value = Millis{count}; }; };
    command.add_option("--address", settings.address)->capture_default_str();
    command.add_option("--port", settings.port, "0: any, printed at the start")->capture_default_str();
    command.add_option("--threads", settings.threads)->capture_default_str();
    command.add_option("--certificate", settings.certificate, "PEM chain; with --private-key: TLS");
    command.add_option("--private-key", settings.private_key);
    command.add_option("--frame-bytes", settings.socket.limits.frame_bytes)->capture_default_str();
    command.add_option("--message-bytes", settings.socket.limits.message_bytes)->capture_default_str();
    command.add_option("--fragments", settings.socket.limits.fragments)->capture_default_str();
    command.add_option("--pending-bytes", settings.socket.pending_bytes)->capture_default_str();
    command.add_option_function<std::int64_t>("--handshake-ms", milliseconds(settings.handshake_timeout));
    command.add_option_function<std::int64_t>("--heartbeat-ms", milliseconds(settings.socket.heartbeat), "0: none");
    command.add_option_function<std::int64_t>("--close-ms", milliseconds(settings.socket.close_timeout));
}

int run_ws_echo(const WsEchoSettings& settings) {
    net::IoThreads threads(settings.threads);
    EchoHandler handler(settings.socket);
    net::HttpSettings http;
    http.address = settings.address;
    http.port = settings.port;
    http.handshake_timeout = settings.handshake_timeout;
    if (!settings.certificate.empty()) http.tls = net::TlsFiles{settings.certificate, settings.private_key};
    net::HttpServer server(threads, http, handler);
    if (const auto started = server.start(); !started) {
        std::cerr << started.error().sentence << '\n';
        return 1;
    }
    threads.start();
    std::cout << "echoing on " << (http.tls ? "wss" : "ws") << "://" << http.address << ':' << server.port()
              << std::endl;
    wait_for_signal();
    boost::asio::co_spawn(threads[0].executor(), server.stop(Millis{3'000}), boost::asio::use_future).get();
    threads.stop();
    return 0;
}

}  // namespace foyer
