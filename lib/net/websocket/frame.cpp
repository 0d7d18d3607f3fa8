#include "lib/net/websocket/frame.hpp"

#include <span>

#include "lib/net/websocket/masking.hpp"

namespace foyer::net::websocket {
namespace {

constexpr std::size_t control_payload_bytes = 125;

void append_big_endian(std::string& out, std::uint64_t value, int bytes) {
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift & 0xFF));
}

}  // namespace

bool is_valid_close_code(std::uint16_t code) {
    if (code >= 3000) return code <= 4999;
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
}

void append_frame(std::string& out, Opcode opcode, std::string_view payload, std::optional<std::uint32_t> mask,
                  bool final) {
    out.reserve(out.size() + payload.size() + 14);
    out.push_back(static_cast<char>((final ? 0x80 : 0) | static_cast<int>(opcode)));
    const int mask_bit = mask ? 0x80 : 0;
    if (payload.size() < 126) {
        out.push_back(static_cast<char>(mask_bit | static_cast<int>(payload.size())));
    } else if (payload.size() <= 0xFFFF) {
        out.push_back(static_cast<char>(mask_bit | 126));
        append_big_endian(out, payload.size(), 2);
    } else {
        out.push_back(static_cast<char>(mask_bit | 127));
        append_big_endian(out, payload.size(), 8);
    }
    if (mask) append_big_endian(out, *mask, 4);
    const std::size_t begin = out.size();
    out.append(payload);
    if (mask) apply_mask(std::span(out).subspan(begin), *mask, 0);
}

FrameRef make_frame(Opcode opcode, std::string_view payload) {
    auto frame = std::make_shared<std::string>();
    append_frame(*frame, opcode, payload);
    return frame;
}

std::string close_payload(std::uint16_t code, std::string_view reason) {
    std::string payload;
    if (code == close_code::no_status) return payload;
    append_big_endian(payload, code, 2);
    if (reason.size() > control_payload_bytes - 2) {
        std::size_t end = control_payload_bytes - 2;
        while (end > 0 && (static_cast<std::uint8_t>(reason[end]) & 0xC0) == 0x80) --end;
        reason = reason.substr(0, end);
    }
    payload.append(reason);
    return payload;
}

}  // namespace foyer::net::websocket
