#include "server/app/rooms/invitees.hpp"

#include <algorithm>

#include "server/domain/roster/roster.hpp"

namespace foyer::app {
namespace {

domain::Relation relation_with(ContactId self, ContactId other, const std::vector<domain::Relation>& relations) {
    const auto found =
        std::ranges::lower_bound(relations, other, {}, [self](const domain::Relation& r) { return r.other(self); });
    if (found != relations.end() && found->other(self) == other) return *found;
    return domain::no_relation(self, other);
}

/// Those of them whom the server knows.
Task<Result<std::vector<domain::Invitee>>> known_of(RoomPorts ports, Caller caller, std::vector<ContactId> named) {
    auto relations = co_await ports.relations.of(caller.person);
    if (!relations) co_return refuse(relations.error());

    const auto directory = ports.directory.current();
    const auto* const inviter = directory->find(caller.person);
    if (!inviter) co_return refuse(ErrorCode::not_found);
    std::vector<domain::Invitee> invitees;
    for (const auto id : named) {
        const auto* const person = directory->find(id);
        if (!person) co_return domain::refuse_stranger();
        invitees.push_back(domain::invitee_of(*inviter, *person, relation_with(inviter->id, id, **relations),
                                              ports.presence.is_connected(id), *directory));
    }
    co_return std::move(invitees);
}

}  // namespace

Task<Result<Invited>> invitees_of(RoomPorts ports, Invitations& invitations, Caller caller,
                                  std::vector<Party> parties) {
    std::vector<ContactId> named;
    std::vector<GuestSpec> described;
    for (auto& party : parties) {
        if (auto* const guest = std::get_if<GuestSpec>(&party)) {
            described.push_back(std::move(*guest));
        } else if (const auto id = std::get<ContactId>(party); std::ranges::find(named, id) == named.end()) {
            named.push_back(id);
        }
    }
    auto known = co_await known_of(ports, caller, std::move(named));
    if (!known) co_return refuse(known.error());
    auto guests = co_await invitations.prepare(caller, std::move(described));
    if (!guests) co_return refuse(guests.error());
    Invited invited{.invitees = std::move(*known), .guests = std::move(*guests)};
    std::ranges::move(invitees_of(invited.guests), std::back_inserter(invited.invitees));
    co_return std::move(invited);
}

Task<Result<bool>> may_talk_now(RoomPorts ports, ContactId one, ContactId other) {
    auto relation = co_await ports.relations.between(one, other);
    if (!relation) co_return refuse(relation.error());
    const auto directory = ports.directory.current();
    co_return domain::may_talk(one, other, *directory, *relation);
}

}  // namespace foyer::app
