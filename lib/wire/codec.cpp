#include "lib/wire/codec.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parser.hpp>
#include <google/protobuf/stubs/logging.h>

namespace foyer::wire {
namespace json = boost::json;

Result<void> with_parsed_json(std::string_view text, const DecodeLimits& limits,
                              const std::function<bool(JsonReader&, const json::value&)>& use) {
    if (text.size() > limits.bytes) return refuse(ErrorCode::limit_reached, "The message is too big.");
    // Nearly every message that comes in is small: its values fit on the stack.
    std::array<unsigned char, 4096> value_buffer;
    std::array<unsigned char, 1024> parser_buffer;
    json::monotonic_resource resource(value_buffer.data(), value_buffer.size());
    json::parse_options options;
    options.max_depth = limits.depth;
    json::parser parser({}, options, parser_buffer.data(), parser_buffer.size());
    parser.reset(&resource);
    json::error_code error;
    parser.write(text.data(), text.size(), error);
    if (error) return refuse(ErrorCode::bad_request, "The message is not well-formed JSON.");
    JsonReader reader(limits);
    if (!use(reader, parser.release())) return refuse(reader.error());
    return {};
}

bool parse_binary(std::string_view bytes, google::protobuf::MessageLite& message) {
    [[maybe_unused]] static const auto former = google::protobuf::SetLogHandler(nullptr);
    return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace foyer::wire
