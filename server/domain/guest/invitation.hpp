#pragma once
#include <array>
#include <cstdint>
#include <string>

#include "lib/base/instant.hpp"
#include "lib/base/strong_id.hpp"

namespace foyer::domain {

enum class InvitationChannel { link, email, sms };

enum class InvitationState {
    open,      ///< Not redeemed yet.
    redeemed,  ///< The guest has come.
    revoked,
    expired,
    ended,  ///< The guest has left, or was deleted because he never came.
};

/// What has become of the e-mail or text message.
enum class DeliveryState { none, queued, sent, failed };

using Digest = std::array<std::uint8_t, 32>;
/// Random bytes of an invitation: with the server's key, its token can be made from them again.
using LinkSeed = std::array<std::uint8_t, 16>;

/// The invitation of one guest by one inviter (contract 9). A value; the truth is in the store. The guest is a person
/// of the inviter's company.
struct Invitation {
    InvitationId id;
    std::uint32_t version = 0;  ///< Counted by the store with every change.
    RoomId room;                ///< 0: into no room yet.
    ContactId guest;
    ContactId inviter;
    CompanyId company;
    std::string name;
    std::string email;
    std::string mobile;  ///< E.164: "+4930123456".
    std::string language;
    std::string application;      ///< What program asked for it; empty for people.
    std::string idempotency_key;  ///< Empty: none. The same key of the same inviter: the same invitation.
    InvitationChannel channel = InvitationChannel::link;
    InvitationState state = InvitationState::open;
    DeliveryState delivery = DeliveryState::none;
    std::string delivery_error;  ///< A sentence for the inviter.
    LinkSeed seed{};
    Digest token_hash{};
    bool has_pin = false;
    Digest pin_hash{};
    std::uint32_t wrong_pins = 0;  ///< In a row.
    Instant created{};
    Instant valid_from{};
    Instant valid_to{};
    Instant delete_at{};  ///< Who has not come by then is deleted.
    Instant ended{};      ///< When it became final.
    std::uint32_t uses = 0;
    std::uint32_t uses_max = 0;

    /// Revoked, expired or ended: the guest goes, and nothing brings him back.
    [[nodiscard]] bool is_final() const { return state != InvitationState::open && state != InvitationState::redeemed; }
    bool operator==(const Invitation&) const = default;
};

}  // namespace foyer::domain
