#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/instant.hpp"
#include "lib/base/result.hpp"
#include "lib/base/strong_id.hpp"
#include "server/domain/person/directory.hpp"
#include "server/domain/room/room.hpp"

namespace foyer {

using WebhookId = StrongId<struct WebhookTag>;
using WebhookDeliveryId = StrongId<struct WebhookDeliveryTag>;

}  // namespace foyer

namespace foyer::domain {

/// What a webhook can tell. Stored by number: never renumbered.
enum class WebhookEvent : std::uint8_t {
    message_posted,
    room_created,
    room_changed,
    room_ended,
    member_added,
    member_left,
    guest_came,
    test,  ///< Asked for by an administrator; told whatever a webhook has chosen.
};
inline constexpr std::array webhook_events{
    WebhookEvent::message_posted, WebhookEvent::room_created, WebhookEvent::room_changed, WebhookEvent::room_ended,
    WebhookEvent::member_added,   WebhookEvent::member_left,  WebhookEvent::guest_came,   WebhookEvent::test};

/// "message.posted", as it stands in a delivery.
[[nodiscard]] std::string_view name_of(WebhookEvent event);

/// Where a company wants to be told what happens in its rooms. A value.
struct Webhook {
    WebhookId id;
    CompanyId company;
    std::string url;
    std::string secret;  ///< What deliveries are signed with: must be known here, so it is stored as it is.
    std::vector<WebhookEvent> events;  ///< Sorted, no repetition.
    bool active = true;
    Instant created{};
    ContactId creator;            ///< 0: the operator.
    std::string idempotency_key;  ///< Empty: none. The same key of the same creator: the same webhook.

    [[nodiscard]] bool wants(WebhookEvent event) const;
    bool operator==(const Webhook&) const = default;
};

/// http:// or https://, a host, at most 2000 bytes of visible ASCII, no name or password in it. Error: `bad_address`.
[[nodiscard]] Result<std::string> parse_webhook_url(std::string_view text);

/// What one change of a room is called for those who are told: several events, each with the people concerned.
struct RoomHappening {
    WebhookEvent event = WebhookEvent::room_changed;
    std::vector<ContactId> people;  ///< Who came or went; empty for the others.
    bool operator==(const RoomHappening&) const = default;
};

/// `before` null: the room is new. Empty if nothing that is told has changed.
[[nodiscard]] std::vector<RoomHappening> happenings(const Room* before, const Room& now, const Directory& directory);

}  // namespace foyer::domain
