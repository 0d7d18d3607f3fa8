#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "lib/net/http.hpp"
#include "lib/net/io_threads.hpp"
#include "lib/net/tls.hpp"

namespace foyer::net {

struct HttpSettings {
    std::string address = "127.0.0.1";  ///< IPv4 or IPv6, "[::1]" too.
    std::uint16_t port = 8080;          ///< 0: any, see port().
    std::string local_path = {};        ///< Instead: a Unix socket, for processes of this one's user and of root.
    std::optional<TlsFiles> tls = {};
    std::vector<std::string> trusted_proxies =
        {};                                   ///< Networks ("10.0.0.0/8", "::1") whose X-Forwarded-* headers count.
    std::size_t connections = 20'000;         ///< Beyond, new ones are closed at once.
    std::size_t connections_per_address = 0;  ///< By the socket's address, trusted proxies excepted. 0: no bound.
    std::size_t header_bytes = 16 * 1024;
    std::size_t body_bytes = 1024 * 1024;
    Millis handshake_timeout{10'000};  ///< From accept to the end of the TLS handshake and first header.
    Millis request_timeout{20'000};    ///< From a request's first byte to its last.
    Millis keep_alive{60'000};         ///< Idle between requests.
    Millis handler_timeout{60'000};
    Millis write_timeout{30'000};  ///< An answer makes no progress at all for this long.
};

/// HTTP/1.1 and WebSocket server on the I/O threads: listens on one address, spreads connections over all threads.
/// Made and started before the threads run or from outside of them; lives until after stop() has completed.
class HttpServer {
public:
    HttpServer(IoThreads& threads, HttpSettings settings, HttpHandler& handler);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// Binds and listens. Error: `unavailable` with the system's words (address in use …) or what is wrong with the TLS
    /// files.
    Result<void> start();
    /// Where it listens, once started.
    [[nodiscard]] std::uint16_t port() const;
    /// Stops accepting, tells WebSockets (on_server_stopping), lets answers under way finish; whatever is left after
    /// `deadline` is cut. From a coroutine on any executor; completes when no connection is left.
    Task<void> stop(Millis deadline);
    /// Open connections, HTTP and WebSocket. Any thread.
    [[nodiscard]] std::size_t connections() const;

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;  // Shared with connections on their threads.
};

}  // namespace foyer::net
