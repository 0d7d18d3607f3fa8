#pragma once
#include <string>

#include "lib/base/result.hpp"
#include "server/domain/guest/invitation.hpp"
#include "server/domain/person/person.hpp"

namespace foyer::domain {

/// A guest as the inviter describes him. Numbers are 0, and texts empty, where he says nothing.
struct GuestDescription {
    std::string name;
    std::string email;
    std::string mobile;
    bool invite = false;  ///< Send the link by e-mail or text message; else the inviter passes it on himself.
    Instant valid_from{};
    Instant valid_to{};
    std::uint32_t uses = 0;
    std::string pin;
    std::uint32_t delete_after_minutes = 0;
    std::string language;
    std::string application;
    bool operator==(const GuestDescription&) const = default;
};

/// What the configuration says of invitations.
struct InvitationRules {
    bool enabled = true;
    bool can_mail = false;
    bool can_text = false;
    Millis link_lifetime = std::chrono::days{7};
    std::uint32_t uses = 20;
    std::uint32_t delete_after_minutes = 15;
    std::uint32_t wrong_pins = 10;  ///< In a row; then the link does not work any more.
};

/// The invitation that the description asks for, without ids, seed and hashes. `mobile` is normalised already.
/// Errors: `feature_unavailable` (no guests here, or no way to send the link), `bad_name`, `bad_address`, `bad_request`
/// (times, PIN, language), `forbidden` (the inviter is no user).
[[nodiscard]] Result<Invitation> describe_guest(const GuestDescription& description, const Person& inviter,
                                                const InvitationRules& rules, Instant now);

/// An e-mail address that a message can be sent to. Error: `bad_address`.
[[nodiscard]] Result<std::string> parse_guest_email(const std::string& text);

}  // namespace foyer::domain
