#pragma once
#include "lib/base/result.hpp"
#include "server/domain/guest/describe_guest.hpp"
#include "server/domain/guest/invitation.hpp"
#include "server/domain/person/directory.hpp"

namespace foyer::domain {

/// The link may be shown and used: the invitation is not final, its time has not passed, uses are left.
[[nodiscard]] bool link_works(const Invitation& invitation, const InvitationRules& rules, Instant now);

/// What the caller knew of the PIN.
enum class PinAnswer { right, missing, wrong };

/// What redeeming the link once makes of the invitation. Errors: `link_invalid`, `wrong_pin`.
[[nodiscard]] Result<Invitation> redeem(const Invitation& invitation, PinAnswer pin, const InvitationRules& rules,
                                        Instant now);
/// The same after a wrong PIN; at rules.wrong_pins in a row it is revoked.
[[nodiscard]] Invitation count_wrong_pin(Invitation invitation, const InvitationRules& rules, Instant now);

/// Makes it final. Idempotent: a final one stays as it is.
[[nodiscard]] Invitation finish(Invitation invitation, InvitationState state, Instant now);

/// The inviter, and the supervisors of his company: they alone see link and addresses, revoke and send again (contract
/// 2.6).
[[nodiscard]] bool may_manage(const Person& person, const Invitation& invitation, const Directory& directory);
/// Their ids, in order; nobody disabled.
[[nodiscard]] std::vector<ContactId> managers_of(const Invitation& invitation, const Directory& directory);

/// What counts about a guest beside his invitation.
struct GuestFacts {
    bool is_member = false;    ///< Of some room.
    bool has_session = false;  ///< That can still be used, or is connected.
};
/// What is to become of the invitation by itself: its own state for nothing.
[[nodiscard]] InvitationState fate_of(const Invitation& invitation, const GuestFacts& facts, Instant now);

}  // namespace foyer::domain
