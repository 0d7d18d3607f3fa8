#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "lib/net/tls.hpp"
#include "lib/net/websocket_connection.hpp"

namespace CLI {
class App;
}

namespace foyer {

/// A WebSocket server that sends every message back, on the very code that carries the feed: for conformance suites.
struct WsEchoSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 9001;
    std::size_t threads = 1;
    std::string certificate;  ///< Empty: plain.
    std::string private_key;
    Millis handshake_timeout{10'000};
    /// Generous, so that suites find the protocol's bounds and not ours.
    net::WebSocketSettings socket{
        .limits = {.frame_bytes = 16U << 20U, .message_bytes = 16U << 20U, .fragments = 1U << 20U},
        .pending_bytes = 64U << 20U};
};

/// Declares the flags of `foyer ws-echo` on `command`; they end up in `settings`, which outlives the parsing.
void add_ws_echo_flags(CLI::App& command, WsEchoSettings& settings);

/// Serves until SIGINT or SIGTERM. The process's exit code.
int run_ws_echo(const WsEchoSettings& settings);

}  // namespace foyer
