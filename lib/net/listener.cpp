#include "lib/net/listener.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <unistd.h>

namespace foyer::net {
namespace {

namespace ip = boost::asio::ip;

constexpr int accepts_per_turn = 64;
constexpr Millis pause_without_descriptors{100};

std::string without_brackets(const std::string& address) {
    if (address.size() > 2 && address.front() == '[' && address.back() == ']')
        return address.substr(1, address.size() - 2);
    return address;
}

}  // namespace

AcceptedSocket::AcceptedSocket(AcceptedSocket&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), peer_(std::move(other.peer_)) {}

AcceptedSocket::~AcceptedSocket() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

int AcceptedSocket::release() {
    return std::exchange(descriptor_, -1);
}

Listener::Listener(IoThread& thread, OnAccept on_accept)
    : acceptor_(thread.executor()), pause_(thread.executor()), on_accept_(std::move(on_accept)) {}

Result<void> Listener::open(const std::string& address, std::uint16_t port) {
    boost::system::error_code error;
    const auto parsed = ip::make_address(without_brackets(address), error);
    const ip::tcp::endpoint endpoint(parsed, port);
    if (!error) acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(boost::asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(4096, error);
    if (!error) acceptor_.non_blocking(true, error);
    if (error) {
        return refuse(ErrorCode::unavailable,
                      fmt::format("cannot listen on {}, port {}: {}", address, port, error.message()));
    }
    port_ = acceptor_.local_endpoint().port();
    return {};
}

void Listener::start() {
    wait();
}

void Listener::close() {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
}

void Listener::wait() {
    acceptor_.async_wait(boost::asio::socket_base::wait_read, [this](const boost::system::error_code& error) {
        if (!error && acceptor_.is_open()) accept_all();
    });
}

void Listener::accept_all() {
    for (int i = 0; i < accepts_per_turn; ++i) {
        ip::tcp::endpoint peer;
        auto size = static_cast<socklen_t>(peer.capacity());
        const int socket = ::accept4(acceptor_.native_handle(), peer.data(), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket >= 0) {
            starved_ = false;
            peer.resize(size);
            on_accept_(AcceptedSocket(socket, peer));
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            break;
        } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            if (!std::exchange(starved_, true))
                spdlog::warn("no more connections can be accepted: {}", std::strerror(errno));
            pause_.expires_after(pause_without_descriptors);
            pause_.async_wait([this](const boost::system::error_code& error) {
                if (!error) wait();
            });
            return;
        }
        // Anything else is the fate of one connection that died early.
    }
    wait();
}

}  // namespace foyer::net
