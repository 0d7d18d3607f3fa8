#include "server/app/guests/create_guest.hpp"

namespace foyer::app {

Task<Result<CreateGuest::Made>> CreateGuest::run(Caller caller, GuestSpec described) {
    {
        const auto directory = invitations_.directory();
        const auto* const person = directory->find(caller.person);
        if (!person || person->disabled || !(person->administrator || person->is_supervisor())) {
            co_return refuse(ErrorCode::forbidden, "Only administrators and supervisors can do this.");
        }
    }
    std::vector<GuestSpec> one;
    one.push_back(std::move(described));
    auto guests = co_await invitations_.prepare(caller, std::move(one));
    if (!guests) co_return refuse(guests.error());
    const auto ids = ids_of(*guests);
    Made made;
    made.uname = guests->guests.front().person.uname;
    const auto audited =
        audit_.entry(caller, domain::AuditAction::guest_created, domain::target_of(guests->guests.front().person));
    auto stored = co_await invitations_.store().create(std::move(*guests), audited);
    if (!stored) co_return refuse(stored.error());
    co_await invitations_.refresh_directory();
    const auto found = co_await invitations_.store().of_guests(ids);
    if (!found) co_return refuse(found.error());
    if (found->empty()) co_return refuse(ErrorCode::store_failed);
    invitations_.tell(found->front());
    made.invitation = invitations_.view_of(found->front());
    co_return made;
}

}  // namespace foyer::app
