#include "server/app/guests/create_guest.hpp"

#include "lib/base/utf8.hpp"

namespace foyer::app {

Task<Result<std::optional<CreateGuest::Made>>> CreateGuest::made_before(ContactId inviter,
                                                                        std::string idempotency_key) {
    if (idempotency_key.empty()) co_return std::nullopt;
    auto found = co_await invitations_.store().find_by_key(inviter, std::move(idempotency_key));
    if (!found) co_return refuse(found.error());
    if (!*found) co_return std::nullopt;
    const auto directory = invitations_.directory();
    const auto* const guest = directory->find((*found)->guest);
    if (guest == nullptr) {
        co_return refuse(ErrorCode::already_exists, "The guest who was made with this idempotency key has gone.");
    }
    Made made;
    made.uname = guest->uname;
    made.invitation = invitations_.view_of(std::move(**found));
    co_return made;
}

Task<Result<CreateGuest::Made>> CreateGuest::run(Caller caller, GuestSpec described, std::string idempotency_key) {
    {
        const auto directory = invitations_.directory();
        const auto* const person = directory->find(caller.person);
        if (!person || person->disabled || !(person->administrator || person->is_supervisor())) {
            co_return refuse(ErrorCode::forbidden, "Only administrators and supervisors can do this.");
        }
    }
    if (idempotency_key.size() > invitations_.settings().idempotency_key_bytes || !is_utf8(idempotency_key)) {
        co_return refuse(ErrorCode::bad_request, "The idempotency key is too long, or not text.");
    }
    auto before = co_await made_before(caller.person, idempotency_key);
    if (!before) co_return refuse(before.error());
    if (*before) co_return std::move(**before);
    std::vector<GuestSpec> one;
    one.push_back(std::move(described));
    auto guests = co_await invitations_.prepare(caller, std::move(one));
    if (!guests) co_return refuse(guests.error());
    guests->guests.front().invitation.idempotency_key = idempotency_key;
    const auto ids = ids_of(*guests);
    Made made;
    made.uname = guests->guests.front().person.uname;
    const auto audited =
        audit_.entry(caller, domain::AuditAction::guest_created, domain::target_of(guests->guests.front().person));
    auto stored = co_await invitations_.store().create(std::move(*guests), audited);
    co_await invitations_.refresh_directory();
    if (!stored) {
        // The same request may have come twice at a time.
        auto meanwhile = co_await made_before(caller.person, idempotency_key);
        if (meanwhile && *meanwhile) co_return std::move(**meanwhile);
        co_return refuse(stored.error());
    }
    const auto found = co_await invitations_.store().of_guests(ids);
    if (!found) co_return refuse(found.error());
    if (found->empty()) co_return refuse(ErrorCode::store_failed);
    invitations_.tell(found->front());
    made.invitation = invitations_.view_of(found->front());
    co_return made;
}

}  // namespace foyer::app
