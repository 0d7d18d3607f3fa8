#include "lib/net/websocket/handshake.hpp"

#include <algorithm>
#include <array>

#include <boost/beast/http/rfc7230.hpp>
#include <openssl/evp.h>
#include <openssl/sha.h>

namespace foyer::net::websocket {
namespace {

namespace http = boost::beast::http;

constexpr std::string_view key_suffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

bool is_key(std::string_view key) {
    // 16 bytes in base64: 22 characters and "==".
    if (key.size() != 24 || !key.ends_with("==")) return false;
    return std::all_of(key.begin(), key.end() - 2, [](unsigned char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    });
}

}  // namespace

std::string accept_key(std::string_view key) {
    std::string text(key);
    text.append(key_suffix);
    std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
    SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
    std::array<unsigned char, 32> encoded{};
    const int size = EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(digest.size()));
    return {reinterpret_cast<const char*>(encoded.data()), static_cast<std::size_t>(size)};
}

bool wants_websocket(const http::fields& fields) {
    return http::token_list(fields[http::field::upgrade]).exists("websocket") &&
           http::token_list(fields[http::field::connection]).exists("upgrade");
}

std::optional<HandshakeRefusal> check_upgrade(http::verb method, unsigned http_version, const http::fields& fields) {
    if (method != http::verb::get) return HandshakeRefusal{405, "a WebSocket opens with GET"};
    if (http_version < 11) return HandshakeRefusal{400, "a WebSocket needs HTTP/1.1"};
    if (fields[http::field::sec_websocket_version] != "13") {
        return HandshakeRefusal{426, "only version 13 of the WebSocket protocol is spoken here"};
    }
    if (!is_key(fields[http::field::sec_websocket_key])) return HandshakeRefusal{400, "Sec-WebSocket-Key is malformed"};
    return std::nullopt;
}

std::vector<std::string> offered_subprotocols(const http::fields& fields) {
    std::vector<std::string> offered;
    const auto [begin, end] = fields.equal_range(http::field::sec_websocket_protocol);
    for (auto field = begin; field != end; ++field) {
        for (const auto& token : http::token_list(field->value())) offered.emplace_back(token);
    }
    return offered;
}

std::string upgrade_answer(std::string_view key, std::string_view subprotocol) {
    std::string head =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ";
    head.append(accept_key(key)).append("\r\n");
    if (!subprotocol.empty()) head.append("Sec-WebSocket-Protocol: ").append(subprotocol).append("\r\n");
    return head.append("\r\n");
}

std::string upgrade_request(const UpgradeRequest& request) {
    std::string head = "GET ";
    head.append(request.target).append(" HTTP/1.1\r\nHost: ").append(request.host);
    head.append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ");
    head.append(request.key).append("\r\n");
    if (!request.subprotocols.empty()) {
        head.append("Sec-WebSocket-Protocol: ").append(request.subprotocols).append("\r\n");
    }
    return head.append(request.more).append("\r\n");
}

}  // namespace foyer::net::websocket
