#include "server/gateway/ws/frame_codec.hpp"

#include "lib/wire/codec.hpp"

namespace foyer::gateway {

std::optional<WireFormat> format_of(std::string_view subprotocol) {
    if (subprotocol == json_subprotocol) return WireFormat::json;
    if (subprotocol == binary_subprotocol) return WireFormat::binary;
    return std::nullopt;
}

net::FrameRef encode_frame(const v1::ServerFrame& frame, WireFormat format) {
    if (format == WireFormat::json) {
        return net::websocket::make_frame(net::websocket::Opcode::text, wire::encode_json(frame));
    }
    return net::websocket::make_frame(net::websocket::Opcode::binary, frame.SerializeAsString());
}

Result<v1::ClientFrame> decode_frame(net::MessageKind kind, std::string_view message, WireFormat format) {
    if ((kind == net::MessageKind::text) != (format == WireFormat::json)) {
        return refuse(ErrorCode::bad_request, "Text and binary frames do not mix.");
    }
    return format == WireFormat::json ? wire::decode_json<v1::ClientFrame>(message)
                                      : wire::decode_binary<v1::ClientFrame>(message);
}

}  // namespace foyer::gateway
