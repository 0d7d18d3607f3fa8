#include "lib/net/connection.hpp"

#include <array>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <utility>

#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>

namespace foyer::net {
namespace {

constexpr std::size_t pieces_per_write = 512;
constexpr std::size_t tls_record_bytes = 16 * 1024;
constexpr int reads_per_turn = 4;  // TLS records or scratch buffers, before others have their turn.

using Status = IoStep::Status;

IoStep from_errno() {
    if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return {Status::want_read, 0};
    return {Status::failed, 0};
}

}  // namespace

Connection::Connection(IoThread& thread, Socket socket, std::unique_ptr<TlsStream> tls, std::string remote_address)
    : thread_(thread),
      socket_(std::move(socket)),
      tls_(std::move(tls)),
      remote_address_(std::move(remote_address)),
      handshaking_(tls_ != nullptr) {
    const int on = 1;
    ::setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Connection::~Connection() = default;

void Connection::start(std::shared_ptr<Protocol> protocol) {
    assert(thread_.is_current());
    self_ = shared_from_this();
    thread_.add_resident(*this);
    protocol_ = std::move(protocol);
    reading_ = true;
    protocol_->on_start();
    // The client's end of TLS speaks first; a server's end finds out that there is nothing yet, at little cost.
    if (handshaking_ && !ended_) handshake();
    wait_readable();
}

void Connection::replace(std::shared_ptr<Protocol> protocol, std::string unread) {
    assert(thread_.is_current());
    if (ended_) return;
    protocol_ = std::move(protocol);
    unread_ = std::move(unread);
    reading_ = true;
    arm(Millis{0});
    protocol_->on_start();
    thread_.at_end_of_turn(*this);
}

void Connection::send(SharedBytes bytes) {
    assert(thread_.is_current());
    if (ended_ || finishing_ || bytes->empty()) return;
    if (pending_.capacity() == 0) pending_ = thread_.take_spare();
    pending_bytes_ += bytes->size();
    pending_.push_back(std::move(bytes));
    thread_.at_end_of_turn(*this);
}

void Connection::drop_pending() {
    std::size_t begun = tls_offered_ > 0 ? tls_offered_ : (first_offset_ > 0 ? 1 : 0);
    begun += first_offset_;
    std::size_t keep = first_;
    for (std::size_t bytes = 0; keep < pending_.size() && bytes < begun; ++keep) bytes += pending_[keep]->size();
    for (std::size_t i = keep; i < pending_.size(); ++i) pending_bytes_ -= pending_[i]->size();
    pending_.resize(keep);
}

void Connection::finish(Millis linger) {
    assert(thread_.is_current());
    if (ended_ || std::exchange(finishing_, true)) return;
    thread_.wheel().arm(*this, linger);
    thread_.at_end_of_turn(*this);
}

void Connection::cut(std::string why) {
    if (std::exchange(ended_, true)) return;
    why_ = std::move(why);
    thread_.at_end_of_turn(*this);
}

void Connection::resume_reading(std::string_view unread) {
    reading_ = true;
    unread_.append(unread);
    if (!ended_) thread_.at_end_of_turn(*this);
}

void Connection::arm(Millis after) {
    if (finishing_ || ended_) return;
    if (after.count() == 0) {
        thread_.wheel().disarm(*this);
    } else {
        thread_.wheel().arm(*this, after);
    }
}

void Connection::on_timer() {
    if (ended_) return;
    if (finishing_) return cut("the peer did not end the connection in time");
    protocol_->on_timer();
}

void Connection::on_end_of_turn() {
    const auto alive = shared_from_this();
    if (ended_) return end();
    if (!unread_.empty()) {
        auto unread = std::exchange(unread_, {});
        deliver(unread);
    }
    if (tls_ && !ended_ && !handshaking_ && reading_ && tls_->has_pending()) read();
    if (!ended_ && !handshaking_) flush();
    if (ended_) return end();
    wait_readable();
}

// Reading.

void Connection::wait_readable() {
    if (ended_ || waiting_readable_) return;
    if (!reading_ && !half_closed_ && !handshaking_ && !write_wants_read_) return;
    waiting_readable_ = true;
    socket_.async_wait(Socket::wait_read, [alive = shared_from_this()](const boost::system::error_code& error) {
        alive->waiting_readable_ = false;
        if (!error) alive->on_readable();
    });
}

void Connection::wait_writable() {
    if (ended_ || waiting_writable_) return;
    waiting_writable_ = true;
    socket_.async_wait(Socket::wait_write, [alive = shared_from_this()](const boost::system::error_code& error) {
        alive->waiting_writable_ = false;
        if (!error) alive->on_writable();
    });
}

void Connection::on_readable() {
    if (ended_) return;
    if (std::exchange(write_wants_read_, false)) thread_.at_end_of_turn(*this);
    if (!handshaking_ || handshake()) read();
    wait_readable();
}

void Connection::on_writable() {
    if (ended_) return;
    if (handshaking_) {
        if (handshake()) read();
        return wait_readable();
    }
    flush();
    if (ended_) thread_.at_end_of_turn(*this);
    wait_readable();
}

bool Connection::handshake() {
    switch (tls_->handshake().status) {
        case Status::done:
            handshaking_ = false;
            thread_.at_end_of_turn(*this);  // Something may have been queued meanwhile.
            return true;
        case Status::want_read:
            return false;
        case Status::want_write:
            wait_writable();
            return false;
        default:
            cut("TLS handshake failed");
            return false;
    }
}

void Connection::read() {
    for (int i = 0; i < reads_per_turn && !ended_ && (reading_ || half_closed_); ++i) {
        const auto scratch = thread_.scratch();
        const auto [status, bytes] = read_some(scratch);
        switch (status) {
            case Status::done:
                deliver(scratch.first(bytes));
                break;
            case Status::want_read:
                return;
            case Status::want_write:
                return wait_writable();
            case Status::end:
                return cut("the peer has closed the connection");
            case Status::failed:
                return cut("the connection broke");
        }
        // The rest of a plain socket is announced again; what TLS has decrypted is not.
        if (!tls_ && bytes < scratch.size()) return;
    }
    if (tls_ && !ended_ && reading_ && tls_->has_pending()) {
        boost::asio::post(thread_.context(), [alive = shared_from_this()] { alive->on_readable(); });
    }
}

IoStep Connection::read_some(std::span<char> into) {
    if (tls_) return tls_->read(into);
    const auto bytes = ::recv(socket_.native_handle(), into.data(), into.size(), MSG_DONTWAIT);
    if (bytes > 0) return {Status::done, static_cast<std::size_t>(bytes)};
    return bytes == 0 ? IoStep{Status::end, 0} : from_errno();
}

void Connection::deliver(std::span<char> bytes) {
    if (half_closed_) return;         // Too late.
    const auto protocol = protocol_;  // It may be replaced by what it reads.
    protocol->on_bytes(bytes);
}

// Writing.

void Connection::flush() {
    if (waiting_writable_ || write_wants_read_) return check_slow_reader();
    const bool had_pending = pending_bytes_ > 0;
    while (pending_bytes_ > 0) {
        const auto [status, bytes] = tls_ ? write_tls() : write_plain();
        switch (status) {
            case Status::done:
                wrote(bytes);
                continue;
            case Status::want_read:
                write_wants_read_ = true;
                wait_readable();
                break;
            case Status::want_write:
                wait_writable();
                break;
            case Status::end:
            case Status::failed:
                return cut("the connection broke while writing");
        }
        return check_slow_reader();
    }
    if (finishing_) return half_close();
    if (had_pending) protocol_->on_drained();
}

IoStep Connection::write_plain() {
    std::array<iovec, pieces_per_write> pieces;
    std::size_t count = 0;
    for (std::size_t i = first_; i < pending_.size() && count < pieces.size(); ++i, ++count) {
        const std::size_t offset = i == first_ ? first_offset_ : 0;
        pieces[count].iov_base = const_cast<char*>(pending_[i]->data()) + offset;  // NOLINT: iovec knows no const
        pieces[count].iov_len = pending_[i]->size() - offset;
    }
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = count;
    const auto bytes = ::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (bytes >= 0) return {Status::done, static_cast<std::size_t>(bytes)};
    const auto step = from_errno();
    return step.status == Status::want_read ? IoStep{Status::want_write, 0} : step;
}

IoStep Connection::write_tls() {
    // Copied together, so that many small frames become one record. What was offered before is offered again: it is a
    // beginning of what is pending, and that grows at its end only.
    const auto scratch = thread_.scratch().first(tls_record_bytes);
    std::size_t size = 0;
    for (std::size_t i = first_; i < pending_.size() && size < scratch.size(); ++i) {
        const auto piece = std::string_view(*pending_[i]).substr(i == first_ ? first_offset_ : 0);
        const auto take = std::min(piece.size(), scratch.size() - size);
        std::memcpy(scratch.data() + size, piece.data(), take);
        size += take;
    }
    const auto step = tls_->write({scratch.data(), size});
    tls_offered_ = step.status == Status::done ? 0 : size;
    return step;
}

void Connection::wrote(std::size_t bytes) {
    pending_bytes_ -= bytes;
    bytes += first_offset_;
    while (first_ < pending_.size() && bytes >= pending_[first_]->size()) {
        bytes -= pending_[first_]->size();
        pending_[first_++].reset();
    }
    first_offset_ = bytes;
    if (first_ < pending_.size()) {
        if (first_ * 2 < pending_.size()) return;
        pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(first_));
        first_ = 0;
        return;
    }
    first_ = 0;
    thread_.give_spare(std::exchange(pending_, {}));
}

void Connection::check_slow_reader() {
    if (pending_limit_ == 0 || pending_bytes_ <= pending_limit_ || ended_ || finishing_) return;
    protocol_->on_slow_reader();
    if (is_open() && pending_bytes_ > pending_limit_) cut("the peer does not read");
}

// Ending.

void Connection::half_close() {
    if (std::exchange(half_closed_, true)) return;
    if (tls_) tls_->shutdown();
    ::shutdown(socket_.native_handle(), SHUT_WR);
    wait_readable();
}

void Connection::on_thread_stopped() {
    ended_ = true;
    protocol_.reset();
    self_.reset();
}

void Connection::end() {
    thread_.wheel().disarm(*this);
    boost::system::error_code ignored;
    socket_.close(ignored);
    pending_.clear();
    pending_bytes_ = 0;
    const auto protocol = std::exchange(protocol_, nullptr);
    if (protocol) protocol->on_end(std::move(why_));
    self_.reset();
}

}  // namespace foyer::net
