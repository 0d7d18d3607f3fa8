#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "lib/net/io_threads.hpp"
#include "lib/net/tls.hpp"

namespace foyer::net {

/// A connected TCP socket that lives on one I/O thread.
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, IoThread::Executor>;

/// Immutable bytes on their way to one or many sockets.
using SharedBytes = std::shared_ptr<const std::string>;

/// One connected socket, plain or TLS, without a word of protocol. Lives on its I/O thread: every member runs there,
/// asserted. Keeps itself alive from start() until on_end() has been delivered, or its thread has stopped.
///
/// Reading: when the socket is readable, bytes go through the thread's scratch buffer to Protocol::on_bytes.
/// Writing: send() queues; one gathered write at the end of the turn takes everything that is queued.
class Connection final : public std::enable_shared_from_this<Connection>,
                         private WheelTimer,
                         private EndOfTurn,
                         private Resident {
public:
    /// Who speaks on the connection. Kept alive by it. Calls come one at a time and, but for on_start(),
    /// never from inside a call of Connection.
    class Protocol {
    public:
        virtual ~Protocol() = default;
        /// The protocol has been put in charge; for TLS the handshake may still be under way.
        virtual void on_start() = 0;
        /// Bytes to be overwritten at will, valid during the call.
        virtual void on_bytes(std::span<char> bytes) = 0;
        /// The time given to arm() is over.
        virtual void on_timer() = 0;
        /// Everything sent has been taken by the socket.
        virtual void on_drained() {}
        /// The peer does not read: more than pending_limit is waiting. What is still open afterwards is cut.
        virtual void on_slow_reader() {}
        /// The last call. `why` for the log.
        virtual void on_end(std::string why) = 0;
    };

    Connection(IoThread& thread, Socket socket, std::unique_ptr<TlsStream> tls, std::string remote_address);
    ~Connection() override;

    void start(std::shared_ptr<Protocol> protocol);
    /// Changes the protocol, from inside on_bytes or between two; the new one sees what arrives from here on. `unread`
    /// bytes are handed to it first, in this turn.
    void replace(std::shared_ptr<Protocol> protocol, std::string unread);

    /// Queues for the end of the turn. Without effect once finishing.
    void send(SharedBytes bytes);
    /// Drops queued pieces of which no byte has been written.
    void drop_pending();
    [[nodiscard]] std::size_t pending_bytes() const { return pending_bytes_; }
    /// Above this many pending bytes, after an attempt to write them: on_slow_reader(). 0: no bound.
    void set_pending_limit(std::size_t bytes) { pending_limit_ = bytes; }

    /// Ends in good order: writes what is pending, tells the peer, waits for its end; then on_end(). All of it within
    /// `linger`, else the connection is cut.
    void finish(Millis linger);
    /// Ends now. on_end() comes at the end of this turn.
    void cut(std::string why);

    void pause_reading() { reading_ = false; }
    /// `unread` bytes, held back by the protocol, come first.
    void resume_reading(std::string_view unread = {});
    /// One deadline, replaced by the next arm(). 0: none.
    void arm(Millis after);

    [[nodiscard]] bool is_open() const { return !ended_ && !finishing_; }
    [[nodiscard]] bool is_secure() const { return tls_ != nullptr; }
    [[nodiscard]] IoThread& thread() const { return thread_; }
    [[nodiscard]] const std::string& remote_address() const { return remote_address_; }

private:
    void on_timer() override;
    void on_end_of_turn() override;
    void on_thread_stopped() override;

    void wait_readable();
    void wait_writable();
    void on_readable();
    void on_writable();
    bool handshake();
    void read();
    IoStep read_some(std::span<char> into);
    void deliver(std::span<char> bytes);
    void flush();
    IoStep write_plain();
    IoStep write_tls();
    void wrote(std::size_t bytes);
    void check_slow_reader();
    void half_close();
    void end();

    IoThread& thread_;
    Socket socket_;
    std::unique_ptr<TlsStream> tls_;
    std::shared_ptr<Protocol> protocol_;
    std::shared_ptr<Connection> self_;
    std::string remote_address_;
    std::string unread_;  // Handed over by replace().
    std::string why_;     // Why it ended.

    std::vector<SharedBytes> pending_;  // From first_ on; empty vectors come from and go back to the thread.
    std::size_t first_ = 0;
    std::size_t first_offset_ = 0;  // Bytes of pending_[first_] that are written.
    std::size_t pending_bytes_ = 0;
    std::size_t pending_limit_ = 0;
    std::size_t tls_offered_ = 0;  // Bytes that the next TLS write must begin with.

    bool reading_ = false;
    bool handshaking_ = false;
    bool waiting_readable_ = false;
    bool waiting_writable_ = false;
    bool write_wants_read_ = false;
    bool finishing_ = false;
    bool half_closed_ = false;
    bool ended_ = false;
};

}  // namespace foyer::net
