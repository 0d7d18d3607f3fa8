#include "bench/bare_writer.hpp"

#include <csignal>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "lib/net/websocket/handshake.hpp"
#include "lib/net/websocket/machine.hpp"

namespace foyer::bench {
namespace {

namespace websocket = net::websocket;

struct Peer {
    explicit Peer(int s) : socket(s) {}
    int socket;
    bool open = false;  // The handshake is over.
    std::string head;
    std::string own;     // Answers to this peer alone.
    std::string unsent;  // What the socket did not take.
    websocket::Machine machine{websocket::Role::server, {}};
};

/// What stands between `before` and the next `after`.
std::string_view between(std::string_view text, std::string_view before, char after) {
    const auto begin = text.find(before);
    if (begin == std::string_view::npos) return {};
    text.remove_prefix(begin + before.size());
    return text.substr(0, text.find(after));
}

class BareWriter {
public:
    explicit BareWriter(std::uint16_t port) {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        const int on = 1;
        ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address);
        ::listen(listener_, 4096);
        watch(listener_, EPOLLIN, nullptr);
    }

    [[noreturn]] void run() {
        std::vector<epoll_event> events(256);
        while (true) {
            const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
            for (int i = 0; i < count; ++i) {
                auto* const peer = static_cast<Peer*>(events[static_cast<std::size_t>(i)].data.ptr);
                if (peer == nullptr) {
                    accept_all();
                } else if ((events[static_cast<std::size_t>(i)].events & EPOLLIN) != 0) {
                    read(*peer);
                }
            }
            for (const auto& peer : peers_) write(*peer);
            everybody_.clear();
        }
    }

private:
    void watch(int socket, std::uint32_t what, Peer* peer) const {
        epoll_event event{};
        event.events = what;
        event.data.ptr = peer;
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event);
    }

    void accept_all() {
        for (int socket = 0; (socket = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) {
            const int on = 1;
            ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            peers_.push_back(std::make_unique<Peer>(socket));
            watch(socket, EPOLLIN | EPOLLOUT | EPOLLET, peers_.back().get());
        }
    }

    void read(Peer& peer) {
        for (ssize_t size = 0; (size = ::recv(peer.socket, scratch_.data(), scratch_.size(), 0)) > 0;) {
            std::span<char> input(scratch_.data(), static_cast<std::size_t>(size));
            if (!peer.open) {
                open(peer, {input.data(), input.size()});
                continue;
            }
            while (const auto event = peer.machine.next(input)) on_message(peer, event->payload);
        }
    }

    static void open(Peer& peer, std::string_view bytes) {
        peer.head.append(bytes);
        if (!peer.head.ends_with("\r\n\r\n")) return;
        peer.own += websocket::upgrade_answer(between(peer.head, "Sec-WebSocket-Key: ", '\r'), "foyer.v1.json");
        peer.open = true;
    }

    void on_message(Peer& peer, std::string_view text) {
        if (text.find("\"hello\"") != std::string_view::npos) {
            websocket::append_frame(peer.own, websocket::Opcode::text, R"({"re":1,"welcome":{}})");
            websocket::append_frame(peer.own, websocket::Opcode::text, R"({"snapshot":{"last":true}})");
            return;
        }
        websocket::append_frame(peer.own, websocket::Opcode::text,
                                fmt::format(R"({{"re":{},"messagePosted":{{"roomId":1,"seq":{}}}}})",
                                            between(text, "\"id\":", ','), ++seq_));
        websocket::append_frame(
            everybody_, websocket::Opcode::text,
            fmt::format(
                R"({{"messageEvent":{{"roomId":1,"messages":[{{"seq":{},"authorId":1,"authorName":"Bench 1","text":"{}","timeMs":1700000000000}}]}}}})",
                seq_, between(text, "\"text\":\"", '"')));
    }

    void write(Peer& peer) const {
        if (!peer.open) return;
        iovec pieces[3] = {{peer.unsent.data(), peer.unsent.size()},
                           {peer.own.data(), peer.own.size()},
                           {const_cast<char*>(everybody_.data()), everybody_.size()}};  // NOLINT: iovec knows no const
        const std::size_t size = peer.unsent.size() + peer.own.size() + everybody_.size();
        if (size == 0) return;
        const auto sent = ::writev(peer.socket, pieces, 3);
        if (sent == static_cast<ssize_t>(size)) {
            peer.unsent.clear();
        } else {
            peer.unsent.append(peer.own).append(everybody_).erase(0, sent > 0 ? static_cast<std::size_t>(sent) : 0);
        }
        peer.own.clear();
    }

    int epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
    int listener_ = -1;
    std::vector<std::unique_ptr<Peer>> peers_;
    std::vector<char> scratch_ = std::vector<char>(64 * 1024);
    std::string everybody_;  // This turn's frames for all.
    std::uint64_t seq_ = 0;
};

}  // namespace

void run_bare_writer(std::uint16_t port) {
    ::signal(SIGPIPE, SIG_IGN);
    BareWriter(port).run();
}

}  // namespace foyer::bench
