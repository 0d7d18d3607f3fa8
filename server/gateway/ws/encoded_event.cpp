#include "server/gateway/ws/encoded_event.hpp"

#include "server/gateway/wire/to_wire.hpp"

namespace foyer::gateway {

EventRef encode_event(const ports::Event& event, bool as_json, bool as_binary) {
    using Topic = EncodedEvent::Topic;
    auto encoded = std::make_shared<EncodedEvent>();
    if (const auto* posted = std::get_if<ports::MessagesPosted>(&event)) {
        encoded->topic = Topic::messages;
        encoded->room = posted->room;
        encoded->last = posted->messages.empty() ? Seq{} : posted->messages.back().seq;
    } else if (const auto* ended = std::get_if<ports::SessionsEnded>(&event)) {
        encoded->topic = Topic::sessions_ended;
        encoded->session = ended->session;
        encoded->key = ended->key;
        encoded->reason = ended->reason;
        return encoded;
    } else if (const auto* outdated = std::get_if<ports::WelcomeOutdated>(&event)) {
        encoded->topic = Topic::welcome_outdated;
        encoded->reason = outdated->reason;
        return encoded;
    } else if (std::holds_alternative<ports::CommandGiven>(event)) {
        encoded->topic = Topic::commands;
    } else if (const auto* over = std::get_if<ports::CommandOver>(&event)) {
        encoded->topic = Topic::commands;
        encoded->but = over->but;
    } else if (const auto* sent = std::get_if<ports::SignalSent>(&event)) {
        encoded->connection = sent->connection;
    } else if (std::holds_alternative<ports::ContactsChanged>(event) ||
               std::holds_alternative<ports::ContactsLost>(event) ||
               std::holds_alternative<ports::PresenceChanged>(event)) {
        encoded->topic = Topic::contacts;
    }
    if (as_json || as_binary) {
        const auto frame = to_wire(event);
        if (as_json) encoded->json = encode_frame(frame, WireFormat::json);
        if (as_binary) encoded->binary = encode_frame(frame, WireFormat::binary);
    }
    return encoded;
}

}  // namespace foyer::gateway
