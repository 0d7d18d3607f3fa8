#include "lib/net/listener.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "lib/net/local_address.hpp"

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

/// Removes a socket that nobody listens on any more.
Result<void> make_way(const std::string& path) {
    struct stat status{};
    if (::lstat(path.c_str(), &status) != 0) return {};
    if (S_ISSOCK(status.st_mode) && ::unlink(path.c_str()) == 0) return {};
    return refuse(ErrorCode::unavailable, fmt::format("{} is in the way of a socket", path));
}

/// The descriptor of a listening Unix socket, or -1 with errno set.
int listen_at(const std::string& name) {
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -1;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    name.copy(static_cast<char*>(address.sun_path), sizeof address.sun_path - 1);
    // Linux gives the file the rights of the socket it is made of: it is never there with others.
    if (::fchmod(descriptor, S_IRUSR | S_IWUSR) == 0 &&
        ::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        ::listen(descriptor, SOMAXCONN) == 0) {
        return descriptor;
    }
    const int failure = errno;
    ::close(descriptor);
    errno = failure;
    return -1;
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

std::optional<uid_t> AcceptedSocket::peer_user() const {
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(descriptor_, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return std::nullopt;
    return peer.uid;
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

Result<void> Listener::open_local(const std::string& path) {
    const auto address = LocalAddress::of(path);
    if (!address) return refuse(address.error());
    if (auto free = make_way(path); !free) return free;
    const int descriptor = listen_at(address->name());
    if (descriptor < 0) {
        return refuse(ErrorCode::unavailable, fmt::format("cannot listen on {}: {}", path, std::strerror(errno)));
    }
    // The acceptor's type says TCP, but all it is asked for is to wait and to close.
    boost::system::error_code error;
    acceptor_.assign(ip::tcp::v4(), descriptor, error);
    local_path_ = path;
    if (!error) return {};
    ::close(descriptor);
    ::unlink(path.c_str());
    return refuse(ErrorCode::unavailable, fmt::format("cannot listen on {}: {}", path, error.message()));
}

void Listener::start() {
    wait();
}

void Listener::close() {
    boost::system::error_code ignored;
    if (acceptor_.is_open() && !local_path_.empty()) ::unlink(local_path_.c_str());
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
            if (local_path_.empty()) {
                peer.resize(size);
            } else {
                peer = {ip::address_v4::loopback(), 0};
            }
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
