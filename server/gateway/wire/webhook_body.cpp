#include "server/gateway/wire/webhook_body.hpp"

#include "lib/wire/codec.hpp"
#include "schema/rest.pb.h"
#include "server/gateway/wire/to_wire.hpp"

namespace foyer::gateway {

std::string webhook_body(const app::WebhookNews& news) {
    v1::WebhookNews body;
    body.set_event(std::string(domain::name_of(news.event)));
    body.set_company_id(news.company.value());
    body.set_time_ms(wire_time(news.time));
    if (news.room) {
        body.set_room_id(news.room->room.id.value());
        body.set_room_name(news.room->room.name);
    }
    if (news.message) {
        to_wire(*news.message, *body.mutable_message());
    } else if (news.room) {
        to_wire(*news.room, *body.mutable_room());
    }
    for (const auto person : news.people) body.add_contact_ids(person.value());
    return wire::encode_json(body);
}

}  // namespace foyer::gateway
