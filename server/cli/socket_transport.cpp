#include "server/cli/socket_transport.hpp"

#include <cerrno>
#include <cstring>
#include <new>

#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "lib/net/local_address.hpp"

namespace foyer::cli {

namespace {

struct EndCurl {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::size_t append_to(char* bytes, std::size_t size, std::size_t count, void* text) {
    static_cast<std::string*>(text)->append(bytes, size * count);
    return size * count;
}

class SocketTransport final : public Transport {
public:
    SocketTransport(net::LocalAddress address, std::string path)
        : address_(std::move(address)), path_(std::move(path)), handle_(curl_easy_init()) {
        headers_.reset(curl_slist_append(nullptr, "Content-Type: application/json"));
        if (!handle_ || !headers_) throw std::bad_alloc();
    }

    // The server ends what takes too long (admin.handler_timeout_ms): here nothing does.
    Result<Answer> perform(std::string_view method, const std::string& target, const std::string& body) override {
        auto* const curl = handle_.get();
        const auto url = "http://localhost" + target;
        const std::string verb(method);
        Answer answer;
        curl_easy_reset(curl);
        curl_easy_setopt(curl, CURLOPT_UNIX_SOCKET_PATH, address_.name().c_str());
        curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
        curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
        curl_easy_setopt(curl, CURLOPT_PROXY, "");
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, verb.c_str());
        if (!body.empty()) {
            curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers_.get());
            curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
            curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.c_str());
        }
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append_to);
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
        if (const auto code = curl_easy_perform(curl); code != CURLE_OK) return refuse(no_answer(code));
        long status = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        answer.status = static_cast<unsigned>(status);
        return answer;
    }

private:
    [[nodiscard]] Error no_answer(CURLcode code) const {
        return {ErrorCode::unavailable,
                fmt::format("The server at {} does not answer: {}.", path_, curl_easy_strerror(code))};
    }

    net::LocalAddress address_;
    std::string path_;
    std::unique_ptr<CURL, EndCurl> handle_;
    std::unique_ptr<curl_slist, EndCurl> headers_;
};

/// It answers its own user and root, and they alone may be believed.
bool is_for_us(int connected) {
    ucred server{};
    socklen_t size = sizeof server;
    if (::getsockopt(connected, SOL_SOCKET, SO_PEERCRED, &server, &size) != 0) return false;
    return ::geteuid() == 0 || ::geteuid() == server.uid;
}

/// 0, or the errno that tells why not.
int try_to_connect(const std::string& name) {
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return errno;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    name.copy(static_cast<char*>(address.sun_path), sizeof address.sun_path - 1);
    const bool connected = ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    const int failure = !connected ? errno : is_for_us(descriptor) ? 0 : EPERM;
    ::close(descriptor);
    return failure;
}

}  // namespace

Result<std::unique_ptr<Transport>> connect_to(const std::filesystem::path& socket) {
    std::error_code unseen;
    const auto status = std::filesystem::symlink_status(socket, unseen);
    if (status.type() == std::filesystem::file_type::not_found) return nullptr;
    auto address = net::LocalAddress::of(socket.string());
    if (!address) return refuse(address.error());
    switch (const int failure = try_to_connect(address->name())) {
        case 0:
            return std::make_unique<SocketTransport>(std::move(*address), socket.string());
        case ENOENT:
        case ECONNREFUSED:  // Left behind by a server that was killed.
            return nullptr;
        default:
            return refuse(ErrorCode::unavailable, fmt::format("{}: {}. The server answers its own user, and root.",
                                                              socket.string(), std::strerror(failure)));
    }
}

}  // namespace foyer::cli
