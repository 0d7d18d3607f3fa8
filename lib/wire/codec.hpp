#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "lib/base/result.hpp"
#include "lib/wire/json_reader.hpp"
#include "lib/wire/messages.gen.hpp"

namespace foyer::wire {

/// Parses `text` within `limits`; refuses with bad_request what is no JSON (or no UTF-8), with limit_reached what is
/// too big. `use` is called with the value, which lives only that long.
Result<void> with_parsed_json(std::string_view text, const DecodeLimits& limits,
                              const std::function<bool(JsonReader&, const boost::json::value&)>& use);

/// As MessageLite::ParseFromArray, but silent: protobuf would log what a hostile client sends.
bool parse_binary(std::string_view bytes, google::protobuf::MessageLite& message);

/// One message in protobuf's JSON mapping (schema/*.proto), strictly: unknown fields are ignored, null is the default
/// value, everything else must have its field's type and range. Errors: bad_request naming the field, limit_reached.
template <class Message>
[[nodiscard]] Result<Message> decode_json(std::string_view text, const DecodeLimits& limits = {}) {
    Message message;
    auto read = with_parsed_json(text, limits, [&](JsonReader& reader, const boost::json::value& json) {
        return read_json(reader, json, message);
    });
    if (!read) return std::unexpected(std::move(read.error()));
    return message;
}

template <class Message>
[[nodiscard]] std::string encode_json(const Message& message) {
    std::string out;
    append_json(out, message);
    return out;
}

/// One message in protobuf's binary form. Errors as decode_json.
template <class Message>
[[nodiscard]] Result<Message> decode_binary(std::string_view bytes, const DecodeLimits& limits = {}) {
    if (bytes.size() > limits.bytes) return refuse(ErrorCode::limit_reached, "The message is too big.");
    Message message;
    if (!parse_binary(bytes, message)) {
        return refuse(ErrorCode::bad_request, "The message is not well-formed protobuf.");
    }
    if (!fits(message))
        return refuse(ErrorCode::bad_request, "The message holds a value that the schema does not know.");
    return message;
}

}  // namespace foyer::wire
