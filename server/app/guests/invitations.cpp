#include "server/app/guests/invitations.hpp"

#include <algorithm>
#include <utility>

#include "server/app/people/tokens.hpp"
#include "server/domain/guest/use_link.hpp"

namespace foyer::app {

namespace {

constexpr std::size_t uname_bytes = 12;
constexpr int conflict_retries = 5;

}  // namespace

Invitations::Invitations(DirectoryCache& directory, ports::GuestStore& store, ports::Publisher& publisher,
                         const ports::Clock& clock, ports::Random& random, GuestWorld world, GuestSettings settings)
    : directory_(directory),
      store_(store),
      publisher_(publisher),
      clock_(clock),
      random_(random),
      world_(std::move(world)),
      settings_(settings),
      links_(world_.link_key) {}

Task<Result<domain::NewGuests>> Invitations::prepare(Caller caller, std::vector<GuestSpec> described) {
    domain::NewGuests made;
    if (described.empty()) co_return made;
    {
        const auto directory = directory_.current();
        const auto* const inviter = directory->find(caller.person);
        if (!inviter) co_return refuse(ErrorCode::not_found);
        for (auto& description : described) {
            auto guest = describe(std::move(description), *inviter);
            if (!guest) co_return refuse(guest.error());
            made.guests.push_back(std::move(*guest));
        }
    }
    const auto first = co_await store_.reserve_contacts(static_cast<std::uint32_t>(made.guests.size()));
    if (!first) co_return refuse(first.error());
    for (std::uint32_t i = 0; auto& [person, invitation] : made.guests) {
        person.id = invitation.guest = ContactId{first->value() + i++};
    }
    made.bounds = bounds();
    co_return made;
}

domain::GuestBounds Invitations::bounds() const {
    return {.open_per_user = settings_.open_per_user,
            .sent_per_user = settings_.sent_per_user_and_day,
            .sent_per_company = settings_.sent_per_company_and_day,
            .queue = settings_.queue,
            .sent_since = clock_.now() - std::chrono::days{1}};
}

Result<domain::NewGuest> Invitations::describe(GuestSpec description, const domain::Person& inviter) {
    if (!description.mobile.empty()) {
        auto number = world_.normalise_number(description.mobile);
        if (!number) return refuse(ErrorCode::bad_address, "This is not a telephone number.");
        description.mobile = std::move(*number);
    }
    auto invitation = domain::describe_guest(description, inviter, settings_.rules, clock_.now());
    if (!invitation) return refuse(invitation.error());
    random_.fill(invitation->seed);
    invitation->token_hash = links_.token_hash(links_.token(invitation->seed));
    if (invitation->has_pin) invitation->pin_hash = links_.pin_hash(invitation->seed, description.pin);

    domain::Person person;
    person.kind = domain::PersonKind::guest;
    person.company = invitation->company;
    person.name = invitation->name;
    std::array<std::uint8_t, uname_bytes> bytes{};
    random_.fill(bytes);
    // Login names are of lower case; one letter in front, so that it never looks like a number.
    person.uname = "g";
    for (const auto byte : bytes) person.uname += "abcdefghijklmnopqrstuvwxyz234567"[byte & 31U];
    return domain::NewGuest{std::move(person), std::move(*invitation)};
}

Task<void> Invitations::tell_of(std::vector<ContactId> guests) {
    if (guests.empty()) co_return;
    auto stored = co_await store_.of_guests(std::move(guests));
    if (!stored) co_return;  // The managers see it when they connect anew.
    for (const auto& invitation : *stored) tell(invitation);
}

void Invitations::tell(const domain::Invitation& invitation) {
    auto managers = domain::managers_of(invitation, *directory_.current());
    if (managers.empty()) return;
    publisher_.publish(std::make_shared<const std::vector<ContactId>>(std::move(managers)), view_of(invitation));
}

ports::InvitationChanged Invitations::view_of(domain::Invitation invitation) const {
    auto url = url_of(invitation);
    return {std::move(invitation), std::move(url)};
}

Task<Result<std::vector<ports::InvitationChanged>>> Invitations::shown_to(const domain::Person& person) {
    std::vector<ports::InvitationChanged> shown;
    if (person.kind != domain::PersonKind::user) co_return shown;
    ports::InvitationFilter filter{
        .inviter = person.id, .companies = person.supervises, .limit = settings_.listed};
    auto listed = co_await store_.list(std::move(filter));
    if (!listed) co_return refuse(listed.error());
    shown.reserve(listed->size());
    for (auto& invitation : *listed) shown.push_back(view_of(std::move(invitation)));
    co_return shown;
}

Task<Result<domain::Invitation>> Invitations::change(InvitationId id, Decide decide) {
    for (int tries = 0; tries <= conflict_retries; ++tries) {
        auto found = co_await store_.find(id);
        if (!found) co_return refuse(found.error());
        auto next = decide(*found);
        if (!next) co_return refuse(next.error());
        if (*next == *found) co_return std::move(*found);
        auto stored = co_await store_.update(*next);
        if (stored) {
            next->version = *stored;
            co_return std::move(*next);
        }
        if (stored.error().code != ErrorCode::conflict) co_return refuse(stored.error());
    }
    co_return refuse(ErrorCode::conflict);
}

std::string Invitations::url_of(const domain::Invitation& invitation) const {
    if (!domain::link_works(invitation, settings_.rules, clock_.now())) return {};
    const auto token = links_.token(invitation.seed);
    // Made with another key: nobody could come in by it.
    if (links_.token_hash(token) != invitation.token_hash) return {};
    return world_.public_url() + "/join#" + token;
}

std::vector<domain::Invitee> invitees_of(const domain::NewGuests& guests) {
    std::vector<domain::Invitee> invitees;
    for (const auto& guest : guests.guests) invitees.push_back(domain::newly_invited(guest.person));
    return invitees;
}

std::vector<ContactId> ids_of(const domain::NewGuests& guests) {
    std::vector<ContactId> ids;
    for (const auto& guest : guests.guests) ids.push_back(guest.person.id);
    return ids;
}

}  // namespace foyer::app
