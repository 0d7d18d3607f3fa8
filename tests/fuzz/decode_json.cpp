// What decodes must encode to something that decodes, and that protobuf reads, to the same; what does not must name a
// reason.
#include <cstdlib>

#include <google/protobuf/util/field_comparator.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>

#include "lib/wire/codec.hpp"

namespace {

void require(bool fulfilled) {
    if (!fulfilled) std::abort();
}

/// Fractions may differ in the last bit: Boost.JSON 1.81 does not round them exactly. The schema's doubles are whole.
bool equal(const google::protobuf::Message& one, const google::protobuf::Message& other) {
    google::protobuf::util::DefaultFieldComparator fields;
    fields.set_float_comparison(google::protobuf::util::DefaultFieldComparator::APPROXIMATE);
    fields.SetDefaultFractionAndMargin(1e-12, 1e-300);
    google::protobuf::util::MessageDifferencer differencer;
    differencer.set_field_comparator(&fields);
    return differencer.Compare(one, other);
}

template <class Message>
void decode(std::string_view text) {
    const auto message = foyer::wire::decode_json<Message>(text, {.bytes = 65536, .depth = 16, .list_elements = 100});
    if (!message) return require(!message.error().sentence.empty() && message.error().sentence.size() < 500);
    const auto json = foyer::wire::encode_json(*message);
    const auto again = foyer::wire::decode_json<Message>(json);
    require(again.has_value() && equal(*message, *again));
    Message read_by_protobuf;
    require(google::protobuf::util::JsonStringToMessage(json, &read_by_protobuf).ok());
    require(equal(*message, read_by_protobuf));
    require(foyer::wire::decode_binary<Message>(message->SerializeAsString()).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    decode<foyer::v1::ClientFrame>(text);
    decode<foyer::v1::ServerFrame>(text);
    decode<foyer::v1::LoginRequest>(text);
    return 0;
}
