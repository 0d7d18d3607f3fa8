#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <openssl/types.h>

#include "lib/base/result.hpp"

namespace foyer::net {

/// PEM files. Read again when they change on disk; a pair that does not load leaves the old one in force.
struct TlsFiles {
    std::string certificate_chain;
    std::string private_key;
};

/// Certificates and rules that many TLS connections share. Immutable once made: any thread.
using TlsContext = std::shared_ptr<SSL_CTX>;

/// TLS 1.2 or newer, for the server's end. Error: `unavailable`, with what is wrong with the files.
[[nodiscard]] Result<TlsContext> make_server_tls(const TlsFiles& files);
/// For the client's end: checks the server against `authorities` (a PEM file; empty: the system's) .
[[nodiscard]] Result<TlsContext> make_client_tls(const std::string& authorities = {});

/// Watches the files of a server's context. On one strand.
class TlsFilesWatch {
public:
    explicit TlsFilesWatch(TlsFiles files);
    /// The first context. Later calls: see reload().
    [[nodiscard]] Result<TlsContext> load();
    /// A new context if the files have changed since the last look, else nullptr; an error if the new ones do not load.
    [[nodiscard]] Result<TlsContext> reload();

private:
    [[nodiscard]] std::string stamp() const;

    TlsFiles files_;
    std::string seen_;
};

/// What a non-blocking call came to.
struct IoStep {
    enum class Status { done, want_read, want_write, end, failed };
    Status status = Status::done;
    std::size_t bytes = 0;
};

/// TLS over one non-blocking socket. On the connection's strand.
class TlsStream {
public:
    /// The client's end names the host it expects.
    TlsStream(const TlsContext& context, int socket, bool server, const std::string& host = {});

    IoStep handshake();
    IoStep read(std::span<char> into);
    /// After want_*, the same bytes (or more of them) must be offered again.
    IoStep write(std::string_view bytes);
    /// Says goodbye, without waiting for the peer's.
    void shutdown();
    /// Bytes are decrypted and waiting, with no event of the socket to come.
    [[nodiscard]] bool has_pending() const;

private:
    IoStep step(int result);

    struct Free {
        void operator()(SSL* ssl) const;
    };
    std::unique_ptr<SSL, Free> ssl_;
    bool failed_ = false;
};

}  // namespace foyer::net
