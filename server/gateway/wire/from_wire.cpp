#include "server/gateway/wire/from_wire.hpp"

namespace foyer::gateway {

namespace {
constexpr std::size_t resource_bytes = 64;
constexpr double latest_time = 8.64e15;  // The end of JavaScript's time.

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}
}  // namespace

Result<app::GuestSpec> guest_from_wire(const v1::GuestParty& guest) {
    const auto sound = [](double time) { return time >= 0 && time <= latest_time; };
    if (!sound(guest.valid_from_ms()) || !sound(guest.valid_to_ms())) {
        return refuse(ErrorCode::bad_request, "A time of the invitation is out of range.");
    }
    const auto instant = [](double time) { return Instant{Millis{static_cast<Millis::rep>(time)}}; };
    app::GuestSpec spec;
    spec.name = guest.name();
    spec.email = guest.email();
    spec.mobile = guest.mobile();
    spec.invite = guest.invite();
    spec.valid_from = instant(guest.valid_from_ms());
    spec.valid_to = instant(guest.valid_to_ms());
    spec.uses = guest.uses();
    spec.pin = guest.pin();
    spec.delete_after_minutes = guest.delete_after_minutes();
    spec.language = guest.language();
    return spec;
}

Result<std::vector<app::Party>> parties_from_wire(const google::protobuf::RepeatedPtrField<v1::Party>& parties) {
    std::vector<app::Party> result;
    result.reserve(static_cast<std::size_t>(parties.size()));
    for (const auto& party : parties) {
        if ((party.contact_id() != 0) == party.has_guest()) {
            return refuse(ErrorCode::bad_request, "A party is either a contact or a guest.");
        }
        if (party.has_guest()) {
            auto guest = guest_from_wire(party.guest());
            if (!guest) return refuse(guest.error());
            result.emplace_back(std::move(*guest));
        } else {
            result.emplace_back(ContactId{party.contact_id()});
        }
    }
    return result;
}

app::Features features_from_wire(const google::protobuf::RepeatedPtrField<std::string>& names) {
    return app::Features::named({names.begin(), names.end()});
}

ports::Show show_from_wire(v1::Show show) {
    switch (show) {
        case v1::Show::online:
            return ports::Show::online;
        case v1::Show::away:
            return ports::Show::away;
        case v1::Show::dnd:
            return ports::Show::dnd;
        default:
            return ports::Show::offline;
    }
}

app::FeedRequest feed_request_from_wire(const v1::Hello& hello) {
    app::FeedRequest request;
    request.epoch = hello.epoch();
    request.with_contacts = !hello.without_contacts();
    request.cursors.reserve(static_cast<std::size_t>(hello.cursors_size()));
    for (const auto& cursor : hello.cursors()) {
        request.cursors.push_back({RoomId{cursor.room_id()}, Seq{cursor.seq()}});
    }
    return request;
}

std::string resource_name(const std::string& wish, std::string fallback) {
    std::string name;
    for (const char byte : wish) {
        if (static_cast<unsigned char>(byte) >= 0x20 && byte != 0x7F) name += byte;
    }
    if (name.size() > resource_bytes) {
        auto end = resource_bytes;
        while (end > 0 && is_continuation(name[end])) --end;
        name.resize(end);
    }
    return name.empty() ? std::move(fallback) : name;
}

}  // namespace foyer::gateway
