#pragma once
#include <optional>
#include <string_view>

#include "lib/base/result.hpp"
#include "lib/net/websocket_connection.hpp"
#include "schema/feed.pb.h"

/// Frames of the feed as bytes of a WebSocket, in the form that its subprotocol names. Pure; any thread.
namespace foyer::gateway {

enum class WireFormat : std::uint8_t { json, binary };

inline constexpr std::string_view json_subprotocol = "foyer.v1.json";
inline constexpr std::string_view binary_subprotocol = "foyer.v1.proto";

/// nullopt: none that this server speaks.
[[nodiscard]] std::optional<WireFormat> format_of(std::string_view subprotocol);

/// A whole WebSocket frame, the same bytes for every receiver.
[[nodiscard]] net::FrameRef encode_frame(const v1::ServerFrame& frame, WireFormat format);

/// Error: `bad_request` with what is wrong, also for a text message where binary was agreed and the other way round.
[[nodiscard]] Result<v1::ClientFrame> decode_frame(net::MessageKind kind, std::string_view message, WireFormat format);

}  // namespace foyer::gateway
