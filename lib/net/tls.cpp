#include "lib/net/tls.hpp"

#include <filesystem>

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace foyer::net {
namespace {

std::unexpected<Error> refuse_with_openssl(std::string_view what) {
    char why[256] = "";
    ERR_error_string_n(ERR_get_error(), why, sizeof why);
    ERR_clear_error();
    return refuse(ErrorCode::unavailable, fmt::format("{}: {}", what, why));
}

TlsContext make_context(const SSL_METHOD* method) {
    TlsContext context(SSL_CTX_new(method), SSL_CTX_free);
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                           SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(context.get(),
                     SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);  // Tickets only: no memory per client.
    return context;
}

}  // namespace

Result<TlsContext> make_server_tls(const TlsFiles& files) {
    auto context = make_context(TLS_server_method());
    SSL_CTX_set_num_tickets(context.get(), 1);
    if (SSL_CTX_use_certificate_chain_file(context.get(), files.certificate_chain.c_str()) != 1) {
        return refuse_with_openssl(fmt::format("the certificate {} cannot be used", files.certificate_chain));
    }
    if (SSL_CTX_use_PrivateKey_file(context.get(), files.private_key.c_str(), SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_check_private_key(context.get()) != 1) {
        return refuse_with_openssl(fmt::format("the private key {} cannot be used", files.private_key));
    }
    return context;
}

Result<TlsContext> make_client_tls(const std::string& authorities) {
    auto context = make_context(TLS_client_method());
    const int loaded = authorities.empty() ? SSL_CTX_set_default_verify_paths(context.get())
                                           : SSL_CTX_load_verify_file(context.get(), authorities.c_str());
    if (loaded != 1) return refuse_with_openssl("the trusted certificates cannot be used");
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    return context;
}

TlsFilesWatch::TlsFilesWatch(TlsFiles files) : files_(std::move(files)) {}

Result<TlsContext> TlsFilesWatch::load() {
    seen_ = stamp();
    return make_server_tls(files_);
}

Result<TlsContext> TlsFilesWatch::reload() {
    auto now = stamp();
    if (now == seen_) return TlsContext{};
    seen_ = std::move(now);
    return make_server_tls(files_);
}

std::string TlsFilesWatch::stamp() const {
    std::string all;
    for (const auto& file : {files_.certificate_chain, files_.private_key}) {
        std::error_code ignored;
        const auto time = std::filesystem::last_write_time(file, ignored).time_since_epoch().count();
        all += fmt::format("{}:{};", time, std::filesystem::file_size(file, ignored));
    }
    return all;
}

void TlsStream::Free::operator()(SSL* ssl) const {
    SSL_free(ssl);
}

TlsStream::TlsStream(const TlsContext& context, int socket, bool server, const std::string& host)
    : ssl_(SSL_new(context.get())) {
    SSL_set_fd(ssl_.get(), socket);
    if (server) {
        SSL_set_accept_state(ssl_.get());
    } else {
        SSL_set_connect_state(ssl_.get());
        SSL_set_tlsext_host_name(ssl_.get(), host.c_str());
        SSL_set1_host(ssl_.get(), host.c_str());
    }
}

IoStep TlsStream::handshake() {
    ERR_clear_error();
    return step(SSL_do_handshake(ssl_.get()));
}

IoStep TlsStream::read(std::span<char> into) {
    ERR_clear_error();
    return step(SSL_read(ssl_.get(), into.data(), static_cast<int>(into.size())));
}

IoStep TlsStream::write(std::string_view bytes) {
    ERR_clear_error();
    return step(SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())));
}

void TlsStream::shutdown() {
    if (failed_) return;
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
}

bool TlsStream::has_pending() const {
    return SSL_pending(ssl_.get()) > 0;
}

IoStep TlsStream::step(int result) {
    if (result > 0) return {IoStep::Status::done, static_cast<std::size_t>(result)};
    switch (SSL_get_error(ssl_.get(), result)) {
        case SSL_ERROR_WANT_READ:
            return {IoStep::Status::want_read, 0};
        case SSL_ERROR_WANT_WRITE:
            return {IoStep::Status::want_write, 0};
        case SSL_ERROR_ZERO_RETURN:
            return {IoStep::Status::end, 0};
        default:
            failed_ = true;  // OpenSSL forbids SSL_shutdown from here on.
            ERR_clear_error();
            return {IoStep::Status::failed, 0};
    }
}

}  // namespace foyer::net
