#pragma once
#include <optional>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/domain/audit/audit_entry.hpp"
#include "server/domain/guest/new_guests.hpp"

namespace foyer::ports {

/// Which invitations somebody is shown: those he made, and those of guests of companies that he supervises.
struct InvitationFilter {
    ContactId inviter;
    std::vector<CompanyId> companies;
    std::uint32_t limit = 0;
};

/// Invitations, and the guests they are bound to. Those that lead into a room are made together with it (RoomStore).
/// May be called on any I/O thread; a write resumes its caller when it is durable. Errors: `not_found`, `conflict`,
/// `limit_reached`, `store_failed`, `unavailable`. A refused call changes nothing.
class GuestStore {
public:
    virtual ~GuestStore() = default;

    /// Sets ids of people aside, for guests who will be stored later or never. Gives the first of `count`.
    virtual Task<Result<ContactId>> reserve_contacts(std::uint32_t count) = 0;
    /// Stores guests whose invitations lead into no room, and enters it in the audit log if `audited`. Errors besides:
    /// `limit_reached` for the bounds, `already_exists` for an idempotency key that the inviter has used.
    virtual Task<Result<void>> create(domain::NewGuests guests, domain::Audited audited = nullptr) = 0;

    virtual Task<Result<domain::Invitation>> find(InvitationId id) = 0;
    virtual Task<Result<std::optional<domain::Invitation>>> find_by_token(domain::Digest token_hash) = 0;
    /// The one that this person asked for with this idempotency key.
    virtual Task<Result<std::optional<domain::Invitation>>> find_by_key(ContactId inviter, std::string key) = 0;
    /// Of these guests, by id of the invitation. Unknown ones are left out.
    virtual Task<Result<std::vector<domain::Invitation>>> of_guests(std::vector<ContactId> guests) = 0;
    /// Newest first.
    virtual Task<Result<std::vector<domain::Invitation>>> list(InvitationFilter filter) = 0;
    /// Everybody's, or with `company` those of its guests: by id, from above `after` on.
    virtual Task<Result<std::vector<domain::Invitation>>> all(CompanyId company, InvitationId after,
                                                              std::uint32_t limit) = 0;
    /// `version` is what it was decided on; refused with `conflict` if that has changed. Gives the new version.
    /// Delivery is not this call's business: it stays as it is stored.
    virtual Task<Result<std::uint32_t>> update(domain::Invitation invitation) = 0;

    /// Invitations to which time, or what the guest did, may have done something (see domain::fate_of), and final ones
    /// whose guest still exists. At most `limit`, the oldest first.
    virtual Task<Result<std::vector<domain::Invitation>>> due(Instant now, std::uint32_t limit) = 0;
    /// The guest ceases to exist, with his sessions and where he stood in rooms; his messages stay. While a
    /// file on its way names him he is disabled only. Nothing happens for whoever is no guest. `conflict` while he is a
    /// member of a room.
    virtual Task<Result<void>> forget(ContactId guest) = 0;
    /// Final invitations of guests who do not exist any more, that ended at that time or before.
    virtual Task<Result<void>> remove_ended(Instant until) = 0;
};

}  // namespace foyer::ports
