#include "server/delivery/curl_http_caller.hpp"

#include <algorithm>
#include <cstring>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include "server/delivery/address_rule.hpp"
#include "server/delivery/curl_handle.hpp"

namespace foyer::delivery {

namespace {

/// What libcurl's callbacks see of a call. Lives as long as it runs.
struct Running {
    const std::atomic<bool>& stopping;
    std::size_t reply_bytes;
    bool public_only;
    bool refused_address = false;
    std::string body;
};

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* user) {
    auto& running = *static_cast<Running*>(user);
    const auto bytes = size * count;
    running.body.append(data,
                        std::min(bytes, running.reply_bytes - std::min(running.reply_bytes, running.body.size())));
    return running.body.size() < running.reply_bytes ? bytes : 0;  // Enough: the rest is not read.
}

int is_stopped(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<Running*>(user)->stopping ? 1 : 0;
}

boost::asio::ip::address address_of(const curl_sockaddr& peer) {
    namespace ip = boost::asio::ip;
    if (peer.family == AF_INET) {
        sockaddr_in in{};
        std::memcpy(&in, &peer.addr, sizeof in);
        return ip::address_v4(ntohl(in.sin_addr.s_addr));
    }
    sockaddr_in6 in6{};
    std::memcpy(&in6, &peer.addr, std::min<std::size_t>(sizeof in6, peer.addrlen));
    ip::address_v6::bytes_type bytes;
    std::memcpy(bytes.data(), &in6.sin6_addr, bytes.size());
    return ip::address_v6(bytes);
}

/// The name is looked up, the socket about to be opened: this address is the one that will be spoken to.
curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* peer) {
    auto& running = *static_cast<Running*>(user);
    const bool is_ip = peer->family == AF_INET || peer->family == AF_INET6;
    if (running.public_only && (!is_ip || !is_public(address_of(*peer)))) {
        running.refused_address = true;
        return CURL_SOCKET_BAD;
    }
    return socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
}

Result<CurlList> header_list(const ports::OutgoingRequest& request) {
    CurlList list;
    for (const auto& line : request.headers) {
        if (line.find_first_of("\r\n") != std::string::npos) {
            return refuse(ErrorCode::bad_request, "A header line holds a line break.");
        }
        append(list, line);
    }
    return list;
}

void prepare(CURL* easy, const ports::OutgoingRequest& request, curl_slist* headers, Running& running) {
    const auto set = [easy](CURLoption option, auto value) { curl_easy_setopt(easy, option, value); };
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    if (!request.body.empty() || request.method != "GET") {
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(CURLOPT_POSTFIELDS, request.body.data());
    }
    set(CURLOPT_HTTPHEADER, headers);
    set(CURLOPT_USERAGENT, "Foyer/" FOYER_VERSION);
    set(CURLOPT_PROXY, "");  // A proxy of the environment would look the name up by itself.
    set(CURLOPT_WRITEFUNCTION, take_body);
    set(CURLOPT_WRITEDATA, &running);
    set(CURLOPT_XFERINFOFUNCTION, is_stopped);
    set(CURLOPT_XFERINFODATA, &running);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_OPENSOCKETFUNCTION, open_socket);
    set(CURLOPT_OPENSOCKETDATA, &running);
}

Result<ports::OutgoingReply> reply_of(CURL* easy, CURLcode code, Running& running) {
    if (running.refused_address) {
        return refuse(ErrorCode::unavailable, "The address is not a public one.");
    }
    const bool enough = code == CURLE_WRITE_ERROR && running.body.size() >= running.reply_bytes;
    if (code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL) {
        return refuse(ErrorCode::bad_request, "This is not a web address.");
    }
    if (code != CURLE_OK && !enough) {
        return refuse(ErrorCode::unavailable, fmt::format("{}.", curl_easy_strerror(code)));
    }
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return ports::OutgoingReply{static_cast<int>(status), std::move(running.body)};
}

}  // namespace

CurlHttpCaller::CurlHttpCaller(HttpCallerSettings settings) : settings_(settings), pool_(settings.threads) {}

CurlHttpCaller::~CurlHttpCaller() {
    stopping_ = true;
    pool_.stop();
    pool_.join();
}

Task<Result<ports::OutgoingReply>> CurlHttpCaller::call(ports::OutgoingRequest request) {
    if (taken_.fetch_add(1) >= settings_.queue) {
        --taken_;
        co_return refuse(ErrorCode::rate_limited, "Too many calls to other servers wait.");
    }
    auto performing = perform(std::move(request));
    auto reply = co_await boost::asio::co_spawn(pool_, std::move(performing), boost::asio::use_awaitable);
    --taken_;
    co_return reply;
}

Task<Result<ports::OutgoingReply>> CurlHttpCaller::perform(ports::OutgoingRequest request) {
    const auto easy = new_handle(request.timeout, "http,https");
    const auto headers = header_list(request);
    if (!headers) co_return refuse(headers.error());
    Running running{stopping_, settings_.reply_bytes, request.public_only, false, {}};
    prepare(easy.get(), request, headers->get(), running);
    const auto code = curl_easy_perform(easy.get());
    co_return reply_of(easy.get(), code, running);
}

}  // namespace foyer::delivery
