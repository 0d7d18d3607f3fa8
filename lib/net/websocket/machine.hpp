#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lib/net/websocket/frame.hpp"
#include "lib/net/websocket/utf8.hpp"

namespace foyer::net::websocket {

enum class Role { server, client };

/// What a peer may send. Beyond a bound the connection fails with close code 1009 (fragments: 1008).
struct Limits {
    std::size_t frame_bytes = 256 * 1024;    ///< Payload of one frame.
    std::size_t message_bytes = 256 * 1024;  ///< Payload of one message, all its fragments together.
    std::size_t fragments = 64;              ///< Frames of one message.
};

/// What the peer's bytes mean.
struct Event {
    enum class Kind {
        text,    ///< A whole message, valid UTF-8.
        binary,  ///< A whole message.
        ping,    ///< Answer it with reply_to().
        pong,
        close,    ///< The last event: `code` (no_status if there was none), `payload` is the reason.
        failure,  ///< The last event: the peer broke the protocol. `code` to close with, `payload` says why.
    };
    Kind kind = Kind::text;
    std::string_view payload;  ///< Valid until the next call of the machine, and only while its input lives.
    std::uint16_t code = 0;
};

/// One direction-aware end of a WebSocket (RFC 6455, no extensions) without I/O: bytes in, events out, after the
/// handshake. No strand of its own: used by one at a time. Owns no buffer between messages; a message that arrives
/// whole in one piece of input is unmasked in place and never copied.
///
///     while (auto event = machine.next(input)) …
class Machine {
public:
    Machine(Role role, const Limits& limits) : limits_(limits), role_(role) {}

    /// The next event in `input`, which shrinks from the front by what was used; nullopt: all of it was used and more
    /// is needed. After close or failure all input is swallowed. Overwrites `input`'s bytes (unmasking).
    [[nodiscard]] std::optional<Event> next(std::span<char>& input);

    /// The frame that the protocol demands in answer to `event`: a pong, the echo of a close, a close for a failure.
    /// Call it once per event, before the next next(). `mask` for the client role.
    [[nodiscard]] std::optional<std::string> reply_to(const Event& event,
                                                      std::optional<std::uint32_t> mask = std::nullopt);

    /// Starts the closing handshake: the frame to send. Afterwards nothing but the peer's close (or failure) is
    /// reported.
    [[nodiscard]] std::string close(std::uint16_t code, std::string_view reason,
                                    std::optional<std::uint32_t> mask = std::nullopt);

    /// We have sent a close frame, by close() or reply_to(): nothing may be sent any more.
    [[nodiscard]] bool close_sent() const { return close_sent_; }
    /// No more events will come.
    [[nodiscard]] bool ended() const { return state_ == State::ended; }
    /// Is a message under way (header or payload incomplete, or fragments outstanding)?
    [[nodiscard]] bool in_message() const {
        return header_size_ > 0 || state_ == State::payload || message_opcode_ != Opcode::continuation;
    }

private:
    enum class State : std::uint8_t { header, payload, ended };
    struct Header {
        std::uint64_t length = 0;
        std::uint32_t mask = 0;
        Opcode opcode = Opcode::continuation;
        bool final = false;
    };

    /// Collects and checks the header. True: it is complete. A broken rule sets `broken`.
    bool read_header(std::span<char>& input, std::optional<Event>& broken);
    bool collect_header(std::span<char>& input, std::size_t needed);
    const char* broken_by_first_bytes() const;
    std::optional<Event> begin_frame();
    std::optional<Event> take_payload(std::span<char>& input);
    std::optional<Event> end_frame(std::string_view last_piece);
    std::optional<Event> end_control(std::string_view payload);
    Event end_close(std::string_view payload);
    std::optional<Event> end_data(std::string_view last_piece);
    Event fail(std::uint16_t code, std::string_view why);
    void release();

    Limits limits_;
    std::string message_;         // Data payload of the message so far, unless it arrives whole.
    std::string control_;         // Payload of a control frame that arrives in pieces.
    std::uint64_t received_ = 0;  // Payload bytes of the current frame taken so far.
    std::size_t fragments_ = 0;   // Frames of the current message.
    Header frame_;
    Utf8 utf8_;
    std::uint8_t header_bytes_[14] = {};
    std::uint8_t header_size_ = 0;
    Role role_;
    State state_ = State::header;
    Opcode message_opcode_ = Opcode::continuation;  // Of the message under way; continuation: none.
    bool close_sent_ = false;
    bool lent_ = false;  // message_ or control_ was lent to the last event.
};

}  // namespace foyer::net::websocket
