#pragma once
#include <string>

#include "lib/base/connection_id.hpp"
#include "lib/base/strong_id.hpp"
#include "server/gateway/ws/frame_codec.hpp"
#include "server/ports/publisher.hpp"

namespace foyer::gateway {

/// An event, encoded and framed once for all its receivers, with what a connection must know to treat it right.
/// Immutable; shared by all I/O threads.
struct EncodedEvent {
    enum class Topic : std::uint8_t {
        messages,        ///< `room` and `last` are set.
        contacts,        ///< Contacts and presence: not for connections that asked to be left alone with them.
        commands,        ///< Not for connections that take none, nor for `but`.
        sessions_ended,  ///< Not told in words: ends the connections of the audience (of `session` or `key`, if given).
        welcome_outdated,  ///< Not told in words: closes the connections of the audience, which come back at once.
        other,
    };
    Topic topic = Topic::other;
    RoomId room;
    Seq last;
    SessionId session;
    std::uint64_t but = 0;      ///< A connection's id.
    ConnectionId connection{};  ///< Not 0: for this connection of the audience alone.
    ApiKeyId key;
    std::string reason;
    /// Null where nobody used the format when the event happened: whoever came later has it in his snapshot.
    net::FrameRef json;
    net::FrameRef binary;

    [[nodiscard]] const net::FrameRef& frame(WireFormat format) const {
        return format == WireFormat::json ? json : binary;
    }
};

using EventRef = std::shared_ptr<const EncodedEvent>;

[[nodiscard]] EventRef encode_event(const ports::Event& event, bool as_json, bool as_binary);

}  // namespace foyer::gateway
