#include "lib/net/http_server.hpp"

#include <atomic>
#include <unordered_map>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include "lib/async/task_group.hpp"
#include "lib/net/connection.hpp"
#include "lib/net/http_session.hpp"
#include "lib/net/listener.hpp"
#include "lib/net/trusted_proxies.hpp"

namespace foyer::net {
namespace {

namespace asio = boost::asio;

/// The server's share of one I/O thread: its connections there. Lives on that thread.
class Part {
public:
    Part(IoThread& thread, const HttpSettings& settings, const TrustedProxies& proxies, HttpHandler& handler)
        : thread_(thread),
          emptied_(thread.executor(), asio::steady_timer::time_point::max()),
          limit_(thread.executor()),
          tasks_(thread.executor()),
          service_{settings, proxies, handler, tasks_} {}

    [[nodiscard]] IoThread& thread() { return thread_; }

    /// `leave` is called when the connection is gone.
    void serve(AcceptedSocket accepted, const TlsContext& tls, std::function<void()> leave) {
        auto admission = std::make_unique<Place>(*this, std::move(leave));
        if (stopping_) return;
        const auto peer = plain_address(accepted.peer().address()).to_string();
        const auto protocol = accepted.peer().protocol();
        const int descriptor = accepted.release();
        Socket socket(thread_.executor(), protocol, descriptor);
        auto stream = tls ? std::make_unique<TlsStream>(tls, descriptor, true) : nullptr;
        auto connection = std::make_shared<Connection>(thread_, std::move(socket), std::move(stream), peer);
        admitted_.push_back(*admission);
        connection->start(std::make_shared<HttpSession>(connection, service_, std::move(admission)));
    }

    /// Tells everyone; whoever is left after `deadline` is cut.
    void begin_stop(Millis deadline) {
        stopping_ = true;
        limit_.expires_after(deadline);
        limit_.async_wait([this](const boost::system::error_code& error) {
            if (error) return;
            for (auto& place : admitted_) place.holder->cut("the server stops");
        });
        for (auto& place : admitted_) place.holder->on_server_stopping();
    }

    /// Completes when no connection and no handler is left.
    Task<void> end_stop() {
        while (!admitted_.empty()) {
            boost::system::error_code ignored;
            co_await emptied_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        }
        limit_.cancel();
        co_await tasks_.stop();
    }

private:
    struct Place : Admission {
        Place(Part& p, std::function<void()> l) : part(p), leave(std::move(l)) {}
        ~Place() override {
            leave();
            if (is_linked()) unlink();
            if (part.admitted_.empty()) part.emptied_.cancel();
        }
        Part& part;
        std::function<void()> leave;
    };

    IoThread& thread_;
    asio::steady_timer emptied_;  // Cancelled when the last connection has gone.
    asio::steady_timer limit_;
    TaskGroup tasks_;
    HttpService service_;
    boost::intrusive::list<Admission, boost::intrusive::constant_time_size<false>> admitted_;
    bool stopping_ = false;
};

}  // namespace

/// Lives on the first I/O thread, which accepts; its parts on theirs.
struct HttpServer::Shared : std::enable_shared_from_this<HttpServer::Shared> {
    Shared(IoThreads& t, HttpSettings s, HttpHandler& h)
        : settings(std::move(s)),
          handler(h),
          acceptor_thread(t[0]),
          listener(t[0], [this](AcceptedSocket socket) { on_accept(std::move(socket)); }) {
        for (std::size_t i = 0; i < t.size(); ++i) {
            parts.push_back(std::make_unique<Part>(t[i], settings, proxies, handler));
        }
    }

    void on_accept(AcceptedSocket socket) {
        if (!settings.local_path.empty() && !is_own(socket)) return;                // Closes it.
        if (count.load(std::memory_order_relaxed) >= settings.connections) return;  // Closes it.
        auto address = settings.connections_per_address > 0 ? plain_address(socket.peer().address()).to_string() : "";
        if (!address.empty()) {
            if (proxies.contains(socket.peer().address())) {
                address.clear();
            } else if (auto& same = by_address[address]; ++same > settings.connections_per_address) {
                return forget(address);
            }
        }
        refresh_tls();
        ++count;
        Part& part = *parts[next_part++ % parts.size()];
        auto leave = [self = shared_from_this(), address] { self->on_leave(address); };
        asio::post(part.thread().context(),
                   [&part, socket = std::move(socket), context = tls, leave = std::move(leave)]() mutable {
                       part.serve(std::move(socket), context, std::move(leave));
                   });
    }

    /// The file's rights say the same, as long as nobody changes them.
    [[nodiscard]] static bool is_own(const AcceptedSocket& socket) {
        const auto user = socket.peer_user();
        return user && (*user == ::geteuid() || *user == 0);
    }

    /// On the connection's thread.
    void on_leave(const std::string& address) {
        --count;
        if (address.empty()) return;
        asio::post(acceptor_thread.context(), [self = shared_from_this(), address] { self->forget(address); });
    }

    void forget(const std::string& address) {
        const auto found = by_address.find(address);
        if (--found->second == 0) by_address.erase(found);
    }

    /// At most once a second: has an administrator renewed the certificate?
    void refresh_tls() {
        const auto now = std::chrono::steady_clock::now();
        if (!tls_watch || now < next_tls_look) return;
        next_tls_look = now + std::chrono::seconds(1);
        auto fresh = tls_watch->reload();
        if (!fresh) {
            spdlog::error("TLS stays with the old certificate: {}", fresh.error().sentence);
        } else if (*fresh) {
            tls = std::move(*fresh);
            spdlog::info("TLS certificate read again");
        }
    }

    HttpSettings settings;
    HttpHandler& handler;
    TrustedProxies proxies;
    IoThread& acceptor_thread;
    Listener listener;
    std::optional<TlsFilesWatch> tls_watch;
    std::chrono::steady_clock::time_point next_tls_look;
    TlsContext tls;
    std::unordered_map<std::string, std::size_t> by_address;
    std::vector<std::unique_ptr<Part>> parts;
    std::size_t next_part = 0;
    std::atomic<std::size_t> count = 0;
};

HttpServer::HttpServer(IoThreads& threads, HttpSettings settings, HttpHandler& handler)
    : shared_(std::make_shared<Shared>(threads, std::move(settings), handler)) {}

HttpServer::~HttpServer() = default;

Result<void> HttpServer::start() {
    auto& shared = *shared_;
    auto proxies = TrustedProxies::parse(shared.settings.trusted_proxies);
    if (!proxies) return refuse(proxies.error());
    shared.proxies = std::move(*proxies);
    if (shared.settings.tls) {
        auto context = shared.tls_watch.emplace(*shared.settings.tls).load();
        if (!context) return refuse(context.error());
        shared.tls = std::move(*context);
    }
    const auto& local_path = shared.settings.local_path;
    auto opened = local_path.empty() ? shared.listener.open(shared.settings.address, shared.settings.port)
                                     : shared.listener.open_local(local_path);
    if (!opened) return opened;
    asio::post(shared.acceptor_thread.context(), [shared = shared_] { shared->listener.start(); });
    return {};
}

std::uint16_t HttpServer::port() const {
    return shared_->listener.port();
}

std::size_t HttpServer::connections() const {
    return shared_->count.load();
}

Task<void> HttpServer::stop(Millis deadline) {
    const auto shared = shared_;
    asio::post(shared->acceptor_thread.context(), [shared] { shared->listener.close(); });
    for (const auto& part : shared->parts) {
        asio::post(part->thread().context(), [shared, &part = *part, deadline] { part.begin_stop(deadline); });
    }
    for (const auto& part : shared->parts) {
        co_await asio::co_spawn(part->thread().executor(), part->end_stop(), asio::use_awaitable);
    }
}

}  // namespace foyer::net
