#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <boost/asio/ip/tcp.hpp>
#include <sys/types.h>

#include "lib/base/result.hpp"
#include "lib/net/io_threads.hpp"

namespace foyer::net {

/// A connected socket that is nobody's yet; closes it unless taken.
class AcceptedSocket {
public:
    AcceptedSocket(int descriptor, boost::asio::ip::tcp::endpoint peer)
        : descriptor_(descriptor), peer_(std::move(peer)) {}
    AcceptedSocket(AcceptedSocket&& other) noexcept;
    AcceptedSocket& operator=(AcceptedSocket&&) = delete;
    ~AcceptedSocket();

    [[nodiscard]] const boost::asio::ip::tcp::endpoint& peer() const { return peer_; }
    [[nodiscard]] int release();
    /// Whose process is at the other end of a Unix socket, as the system knows it.
    [[nodiscard]] std::optional<uid_t> peer_user() const;

private:
    int descriptor_;
    boost::asio::ip::tcp::endpoint peer_;
};

/// Listens on one address, or on a Unix socket. Lives on one I/O thread; `on_accept` runs there, for each new
/// connection.
class Listener {
public:
    using OnAccept = std::function<void(AcceptedSocket)>;

    Listener(IoThread& thread, OnAccept on_accept);

    /// Before the thread runs, or on it, or from outside while nothing else uses the listener. `address` may stand in
    /// brackets. Error: `unavailable`, in the system's words.
    Result<void> open(const std::string& address, std::uint16_t port);
    /// A Unix socket that its owner alone may connect to (0600). What a server that was killed has left there makes
    /// way; nobody else may be listening there. close() removes it. Whoever connects counts as coming from 127.0.0.1.
    Result<void> open_local(const std::string& path);
    void start();
    void close();
    [[nodiscard]] std::uint16_t port() const { return port_; }

private:
    void wait();
    void accept_all();

    boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, IoThread::Executor> acceptor_;
    boost::asio::basic_waitable_timer<std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>,
                                      IoThread::Executor>
        pause_;
    OnAccept on_accept_;
    std::uint16_t port_ = 0;
    std::string local_path_;  // Empty: a TCP port.
    bool starved_ = false;    // Of file descriptors; said once.
};

}  // namespace foyer::net
