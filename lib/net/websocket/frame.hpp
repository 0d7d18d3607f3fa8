#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace foyer::net::websocket {

/// RFC 6455, 5.2.
enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

/// RFC 6455, 7.4.1, and the IANA registry. Others are passed on as numbers.
namespace close_code {
inline constexpr std::uint16_t normal = 1000;
inline constexpr std::uint16_t going_away = 1001;
inline constexpr std::uint16_t protocol_error = 1002;
inline constexpr std::uint16_t unsupported_data = 1003;
inline constexpr std::uint16_t no_status = 1005;  ///< Never on the wire: the peer's close frame had no code.
inline constexpr std::uint16_t abnormal = 1006;   ///< Never on the wire: the connection ended without a close frame.
inline constexpr std::uint16_t bad_text = 1007;
inline constexpr std::uint16_t policy = 1008;
inline constexpr std::uint16_t too_big = 1009;
inline constexpr std::uint16_t internal_error = 1011;
inline constexpr std::uint16_t service_restart = 1012;
inline constexpr std::uint16_t try_again_later = 1013;
}  // namespace close_code

/// May this code stand in a close frame (RFC 6455, 7.4)?
[[nodiscard]] bool is_valid_close_code(std::uint16_t code);

/// Immutable bytes of whole frames, ready for the socket. One frame is shared by all its receivers, on any thread.
using FrameRef = std::shared_ptr<const std::string>;

/// Appends one final frame, header and payload. With a mask (clients) the payload is masked on the way.
void append_frame(std::string& out, Opcode opcode, std::string_view payload,
                  std::optional<std::uint32_t> mask = std::nullopt, bool final = true);

/// One unmasked final frame: what a server sends, the same bytes for every receiver.
[[nodiscard]] FrameRef make_frame(Opcode opcode, std::string_view payload);

/// The payload of a close frame. The reason is cut (at a character) so that it fits a control frame; no_status: empty.
[[nodiscard]] std::string close_payload(std::uint16_t code, std::string_view reason);

}  // namespace foyer::net::websocket
