#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/verb.hpp>

namespace foyer::net::websocket {

/// The Sec-WebSocket-Accept that answers a Sec-WebSocket-Key (RFC 6455, 4.2.2).
[[nodiscard]] std::string accept_key(std::string_view key);

/// Does the request ask for a change to the WebSocket protocol at all?
[[nodiscard]] bool wants_websocket(const boost::beast::http::fields& fields);

/// Why an upgrade request cannot be met, as the HTTP status and a sentence.
struct HandshakeRefusal {
    unsigned status = 400;
    std::string sentence;
};
/// Checks method, version (1.1), key and Sec-WebSocket-Version of a request that wants_websocket(). nullopt: sound.
[[nodiscard]] std::optional<HandshakeRefusal> check_upgrade(boost::beast::http::verb method, unsigned http_version,
                                                            const boost::beast::http::fields& fields);

/// The subprotocols a client offers, in its order.
[[nodiscard]] std::vector<std::string> offered_subprotocols(const boost::beast::http::fields& fields);

/// The head of the 101 answer, ready for the socket. `subprotocol` empty: none was chosen.
[[nodiscard]] std::string upgrade_answer(std::string_view key, std::string_view subprotocol);

/// What a client sends to open a WebSocket. `key`: base64 of 16 random bytes. `more`: whole header lines, each with
/// CRLF.
struct UpgradeRequest {
    std::string host;
    std::string target = "/";
    std::string key;
    std::string subprotocols;
    std::string more;
};
[[nodiscard]] std::string upgrade_request(const UpgradeRequest& request);

}  // namespace foyer::net::websocket
