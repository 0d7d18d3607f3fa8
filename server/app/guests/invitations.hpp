#pragma once
#include <string>
#include <vector>

#include "server/app/caller.hpp"
#include "server/app/guests/guest_links.hpp"
#include "server/app/guests/guest_settings.hpp"
#include "server/app/party.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/domain/guest/new_guests.hpp"
#include "server/domain/room/invitee.hpp"
#include "server/ports/guest_store.hpp"
#include "server/ports/publisher.hpp"
#include "server/ports/world.hpp"

namespace foyer::app {

/// What the use cases on guests share. Any I/O thread; no state of its own. Owned by App.
class Invitations {
public:
    Invitations(DirectoryCache& directory, ports::GuestStore& store, ports::Publisher& publisher,
                const ports::Clock& clock, ports::Random& random, GuestWorld world, GuestSettings settings);

    /// Guests to be stored, as the caller describes them. Nothing is stored yet but that their ids are taken.
    /// Errors: those of domain::describe_guest, `bad_address` (a telephone number), `not_found`, `store_failed`.
    Task<Result<domain::NewGuests>> prepare(Caller caller, std::vector<GuestSpec> described);
    /// Tells the managers what is stored of these guests' invitations, if anything is. Also after a failure: an answer of
    /// the store may have been lost.
    Task<void> tell_of(std::vector<ContactId> guests);
    /// Tells the managers how the invitation stands.
    void tell(const domain::Invitation& invitation);
    /// How the invitation is shown to those who may manage it.
    [[nodiscard]] ports::InvitationChanged view_of(domain::Invitation invitation) const;
    /// What this person is shown, newest first. Guests see none. Error: `store_failed`.
    Task<Result<std::vector<ports::InvitationChanged>>> shown_to(const domain::Person& person);

    /// Decides on the invitation as it is stored, and stores what comes of it; decides anew if it has changed meanwhile.
    /// Gives it as it is stored then. Errors: those of `decide`, `not_found`, `conflict`, `store_failed`.
    using Decide = std::function<Result<domain::Invitation>(const domain::Invitation&)>;
    Task<Result<domain::Invitation>> change(InvitationId id, Decide decide);

    /// The join link, with its token behind '#', which no browser sends to a server.
    [[nodiscard]] std::string url_of(const domain::Invitation& invitation) const;

    /// What the store holds new guests and messages to, now.
    [[nodiscard]] domain::GuestBounds bounds() const;
    [[nodiscard]] ports::GuestStore& store() const { return store_; }
    [[nodiscard]] const GuestLinks& links() const { return links_; }
    [[nodiscard]] const GuestSettings& settings() const { return settings_; }
    [[nodiscard]] Instant now() const { return clock_.now(); }
    [[nodiscard]] DirectorySnapshot directory() const { return directory_.current(); }
    Task<Result<void>> refresh_directory() { return directory_.refresh(); }

private:
    Result<domain::NewGuest> describe(GuestSpec description, const domain::Person& inviter);

    DirectoryCache& directory_;
    ports::GuestStore& store_;
    ports::Publisher& publisher_;
    const ports::Clock& clock_;
    ports::Random& random_;
    GuestWorld world_;
    GuestSettings settings_;
    GuestLinks links_;
};

/// Guests who do not exist yet, as invitees of whoever describes them.
[[nodiscard]] std::vector<domain::Invitee> invitees_of(const domain::NewGuests& guests);
[[nodiscard]] std::vector<ContactId> ids_of(const domain::NewGuests& guests);

}  // namespace foyer::app
