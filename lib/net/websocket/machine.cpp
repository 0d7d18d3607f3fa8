#include "lib/net/websocket/machine.hpp"

#include <algorithm>

#include "lib/net/websocket/masking.hpp"

namespace foyer::net::websocket {
namespace {

constexpr std::uint8_t final_bit = 0x80;
constexpr std::uint8_t reserved_bits = 0x70;
constexpr std::uint8_t mask_bit = 0x80;
constexpr std::uint8_t control_bit = 0x08;
constexpr std::size_t control_payload_bytes = 125;

bool is_control(Opcode opcode) {
    return (static_cast<std::uint8_t>(opcode) & control_bit) != 0;
}

std::uint64_t big_endian(const std::uint8_t* bytes, std::size_t count) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value << 8 | bytes[i];
    return value;
}

std::size_t extended_length_bytes(std::uint8_t second) {
    const int length = second & 0x7F;
    if (length == 126) return 2;
    return length == 127 ? 8 : 0;
}

}  // namespace

std::optional<Event> Machine::next(std::span<char>& input) {
    if (lent_) release();
    std::optional<Event> event;
    while (!event && state_ != State::ended) {
        if (state_ == State::header) {
            if (read_header(input, event)) event = begin_frame();
            if (state_ == State::header) break;
        } else {
            if (input.empty() && received_ < frame_.length) break;
            event = take_payload(input);
        }
    }
    if (state_ == State::ended && !event) input = {};
    return event;
}

bool Machine::read_header(std::span<char>& input, std::optional<Event>& broken) {
    if (header_size_ < 2) {
        if (!collect_header(input, 2)) return false;
        if (const char* why = broken_by_first_bytes()) {
            broken = fail(close_code::protocol_error, why);
            return false;
        }
    }
    const std::size_t mask_bytes = (header_bytes_[1] & mask_bit) != 0 ? 4 : 0;
    return collect_header(input, 2 + extended_length_bytes(header_bytes_[1]) + mask_bytes);
}

bool Machine::collect_header(std::span<char>& input, std::size_t needed) {
    const std::size_t take = std::min(needed - header_size_, input.size());
    std::copy_n(input.begin(), take, header_bytes_ + header_size_);
    header_size_ = static_cast<std::uint8_t>(header_size_ + take);
    input = input.subspan(take);
    return header_size_ == needed;
}

const char* Machine::broken_by_first_bytes() const {
    const std::uint8_t first = header_bytes_[0];
    const std::uint8_t second = header_bytes_[1];
    const std::uint8_t opcode = first & 0x0F;
    if ((first & reserved_bits) != 0) return "reserved bit set";
    if ((opcode > 2 && opcode < 8) || opcode > 10) return "reserved opcode";
    if (role_ == Role::server && (second & mask_bit) == 0) return "frame of a client not masked";
    if (role_ == Role::client && (second & mask_bit) != 0) return "frame of a server masked";
    if ((opcode & control_bit) != 0) {
        if ((first & final_bit) == 0) return "fragmented control frame";
        if ((second & 0x7F) > control_payload_bytes) return "control frame too long";
    } else if (opcode == 0 && message_opcode_ == Opcode::continuation) {
        return "continuation without a message";
    } else if (opcode != 0 && message_opcode_ != Opcode::continuation) {
        return "new message inside a fragmented one";
    }
    return nullptr;
}

std::optional<Event> Machine::begin_frame() {
    header_size_ = 0;
    received_ = 0;
    state_ = State::payload;
    frame_.final = (header_bytes_[0] & final_bit) != 0;
    frame_.opcode = static_cast<Opcode>(header_bytes_[0] & 0x0F);
    const std::size_t extended = extended_length_bytes(header_bytes_[1]);
    frame_.length = extended == 0 ? header_bytes_[1] & 0x7F : big_endian(header_bytes_ + 2, extended);
    frame_.mask = role_ == Role::server ? static_cast<std::uint32_t>(big_endian(header_bytes_ + 2 + extended, 4)) : 0;
    if ((extended == 2 && frame_.length < 126) || (extended == 8 && frame_.length <= 0xFFFF)) {
        return fail(close_code::protocol_error, "length not in its shortest form");
    }
    if (frame_.length >> 63 != 0) return fail(close_code::protocol_error, "length out of range");
    if (is_control(frame_.opcode)) return std::nullopt;

    if (frame_.length > limits_.frame_bytes) return fail(close_code::too_big, "frame too big");
    if (frame_.opcode != Opcode::continuation) {
        message_opcode_ = frame_.opcode;
        fragments_ = 0;
        utf8_.reset();
    }
    if (++fragments_ > limits_.fragments) return fail(close_code::policy, "too many fragments");
    if (message_.size() + frame_.length > limits_.message_bytes) return fail(close_code::too_big, "message too big");
    return std::nullopt;
}

std::optional<Event> Machine::take_payload(std::span<char>& input) {
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(frame_.length - received_, input.size()));
    const std::span<char> bytes = input.first(size);
    input = input.subspan(size);
    if (frame_.mask != 0) apply_mask(bytes, frame_.mask, received_);
    received_ += size;
    const std::string_view piece(bytes.data(), bytes.size());
    if (message_opcode_ == Opcode::text && !is_control(frame_.opcode) && !utf8_.feed(piece)) {
        return fail(close_code::bad_text, "text is not UTF-8");
    }
    if (received_ == frame_.length) return end_frame(piece);
    (is_control(frame_.opcode) ? control_ : message_).append(piece);
    return std::nullopt;
}

std::optional<Event> Machine::end_frame(std::string_view last_piece) {
    state_ = State::header;
    if (!is_control(frame_.opcode)) return end_data(last_piece);
    if (control_.empty()) return end_control(last_piece);
    control_.append(last_piece);
    lent_ = true;
    return end_control(control_);
}

std::optional<Event> Machine::end_data(std::string_view last_piece) {
    const bool in_place = frame_.final && message_.empty();
    if (!in_place) message_.append(last_piece);
    if (!frame_.final) return std::nullopt;

    const bool text = message_opcode_ == Opcode::text;
    message_opcode_ = Opcode::continuation;
    lent_ = !in_place;
    if (text && !utf8_.complete()) return fail(close_code::bad_text, "text is not UTF-8");
    if (close_sent_) {
        release();
        return std::nullopt;
    }
    return Event{text ? Event::Kind::text : Event::Kind::binary, in_place ? last_piece : std::string_view(message_), 0};
}

std::optional<Event> Machine::end_control(std::string_view payload) {
    if (frame_.opcode == Opcode::close) return end_close(payload);
    if (close_sent_) {
        release();
        return std::nullopt;
    }
    return Event{frame_.opcode == Opcode::ping ? Event::Kind::ping : Event::Kind::pong, payload, 0};
}

Event Machine::end_close(std::string_view payload) {
    if (payload.size() == 1) return fail(close_code::protocol_error, "close code cut in half");
    Event event{Event::Kind::close, {}, close_code::no_status};
    if (!payload.empty()) {
        event.code = static_cast<std::uint16_t>(big_endian(reinterpret_cast<const std::uint8_t*>(payload.data()), 2));
        event.payload = payload.substr(2);
        if (!is_valid_close_code(event.code)) return fail(close_code::protocol_error, "close code out of range");
        if (!is_utf8(event.payload)) return fail(close_code::bad_text, "close reason is not UTF-8");
    }
    state_ = State::ended;
    return event;
}

Event Machine::fail(std::uint16_t code, std::string_view why) {
    state_ = State::ended;
    lent_ = true;  // What has been collected is of no use any more.
    return Event{Event::Kind::failure, why, code};
}

void Machine::release() {
    // Swapped rather than cleared: an idle connection owns no buffer. A control frame may stand inside a message.
    if (state_ == State::ended || message_opcode_ == Opcode::continuation) std::string().swap(message_);
    std::string().swap(control_);
    lent_ = false;
}

std::optional<std::string> Machine::reply_to(const Event& event, std::optional<std::uint32_t> mask) {
    if (close_sent_) return std::nullopt;
    std::string frame;
    switch (event.kind) {
        case Event::Kind::ping:
            append_frame(frame, Opcode::pong, event.payload, mask);
            return frame;
        case Event::Kind::close:
            return close(event.code, {}, mask);
        case Event::Kind::failure:
            return close(event.code, event.payload, mask);
        default:
            return std::nullopt;
    }
}

std::string Machine::close(std::uint16_t code, std::string_view reason, std::optional<std::uint32_t> mask) {
    close_sent_ = true;
    std::string frame;
    append_frame(frame, Opcode::close, close_payload(code, reason), mask);
    return frame;
}

}  // namespace foyer::net::websocket
