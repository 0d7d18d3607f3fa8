#include "lib/net/websocket_client.hpp"

#include <array>
#include <utility>

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "lib/async/with_deadline.hpp"
#include "lib/net/connection.hpp"
#include "lib/net/websocket/handshake.hpp"
#include "lib/net/websocket_session.hpp"

namespace foyer::net {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::asio::ip::tcp;

std::string random_key() {
    std::array<unsigned char, 16> bytes{};
    RAND_bytes(bytes.data(), bytes.size());
    std::array<unsigned char, 32> text{};
    EVP_EncodeBlock(text.data(), bytes.data(), bytes.size());
    return reinterpret_cast<const char*>(text.data());
}

/// The client's half of the handshake as the first protocol of a connection. Lives on the connection's thread.
class ClientHandshake final : public Connection::Protocol {
public:
    ClientHandshake(std::shared_ptr<Connection> connection, const WebSocketTarget& target,
                    std::shared_ptr<WebSocketHandler> handler)
        : connection_(std::move(connection)),
          target_(target),
          handler_(std::move(handler)),
          key_(random_key()),
          ended_(connection_->thread().executor(), asio::steady_timer::time_point::max()) {}

    /// nullopt: not decided yet.
    [[nodiscard]] const std::optional<Result<void>>& outcome() const { return outcome_; }
    [[nodiscard]] asio::steady_timer& ended() { return ended_; }

private:
    void on_start() override {
        const bool v6 = target_.host.find(':') != std::string::npos;
        const auto host =
            v6 ? fmt::format("[{}]:{}", target_.host, target_.port) : fmt::format("{}:{}", target_.host, target_.port);
        websocket::UpgradeRequest request{host, target_.path, key_, target_.subprotocols, target_.header_lines};
        connection_->send(std::make_shared<const std::string>(websocket::upgrade_request(request)));
        connection_->arm(target_.timeout);
    }

    void on_bytes(std::span<char> bytes) override {
        unread_.append(bytes.data(), bytes.size());
        boost::system::error_code error;
        http::response_parser<http::empty_body> parser;
        parser.skip(true);
        const auto used = parser.put(asio::buffer(unread_), error);
        if (error == http::error::need_more) return;
        if (error) return refuse_with(fmt::format("the server's answer is not HTTP: {}", error.message()));
        const auto& answer = parser.get();
        if (answer.result_int() != 101 || !websocket::wants_websocket(answer.base()) ||
            answer[http::field::sec_websocket_accept] != websocket::accept_key(key_)) {
            return refuse_with(fmt::format("the server refused the WebSocket with status {}", answer.result_int()));
        }
        decide({});
        auto session = std::make_shared<WebSocketSession>(connection_, websocket::Role::client, target_.settings,
                                                          std::move(handler_));
        const auto connection = connection_;
        connection->replace(std::move(session), unread_.substr(used));
    }

    void on_timer() override { refuse_with("the server did not answer in time"); }
    void on_end(std::string why) override {
        if (!outcome_) decide(refuse(ErrorCode::unavailable, std::move(why)));
    }

    void refuse_with(std::string why) {
        connection_->cut(why);
        decide(refuse(ErrorCode::unavailable, std::move(why)));
    }
    void decide(Result<void> outcome) {
        outcome_ = std::move(outcome);
        ended_.cancel();
    }

    std::shared_ptr<Connection> connection_;
    WebSocketTarget target_;
    std::shared_ptr<WebSocketHandler> handler_;
    std::string key_;
    std::string unread_;
    asio::steady_timer ended_;
    std::optional<Result<void>> outcome_;
};

Task<Result<std::unique_ptr<tcp::socket>>> connect(std::string host, std::uint16_t port) {
    const auto executor = co_await asio::this_coro::executor;
    boost::system::error_code error;
    const auto address = asio::ip::make_address(host, error);
    auto socket = std::make_unique<tcp::socket>(executor);
    if (!error) {
        co_await socket->async_connect({address, port}, asio::redirect_error(asio::use_awaitable, error));
    } else {
        tcp::resolver resolver(executor);
        const auto found = co_await resolver.async_resolve(host, std::to_string(port),
                                                           asio::redirect_error(asio::use_awaitable, error));
        if (!error) co_await asio::async_connect(*socket, found, asio::redirect_error(asio::use_awaitable, error));
    }
    if (error) co_return refuse(ErrorCode::unavailable, error.message());
    socket->non_blocking(true);
    co_return socket;
}

}  // namespace

Task<Result<void>> open_websocket(IoThread& thread, WebSocketTarget target, std::shared_ptr<WebSocketHandler> handler) {
    auto connected = co_await with_deadline(target.timeout, connect(target.host, target.port));
    if (!connected) co_return refuse(connected.error());
    const auto peer = (*connected)->remote_endpoint();
    Socket socket(thread.executor(), peer.protocol(), (*connected)->release());
    auto tls =
        target.tls ? std::make_unique<TlsStream>(target.tls, socket.native_handle(), false, target.host) : nullptr;
    auto connection =
        std::make_shared<Connection>(thread, std::move(socket), std::move(tls), peer.address().to_string());
    const auto handshake = std::make_shared<ClientHandshake>(connection, target, std::move(handler));
    connection->start(handshake);
    while (!handshake->outcome()) {
        boost::system::error_code ignored;
        co_await handshake->ended().async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    co_return *handshake->outcome();
}

}  // namespace foyer::net
