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

}  // namespace

Task<Result<std::vector<domain::Invitee>>> invitees_of(RoomPorts ports, Caller caller, std::vector<Party> parties) {
    std::vector<ContactId> named;
    for (const auto& party : parties) {
        const auto* const id = std::get_if<ContactId>(&party);
        if (!id) co_return refuse(ErrorCode::feature_unavailable, "Guests cannot be invited on this server.");
        if (std::ranges::find(named, *id) == named.end()) named.push_back(*id);
    }
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

Task<Result<bool>> may_talk_now(RoomPorts ports, ContactId one, ContactId other) {
    auto relation = co_await ports.relations.between(one, other);
    if (!relation) co_return refuse(relation.error());
    const auto directory = ports.directory.current();
    co_return domain::may_talk(one, other, *directory, *relation);
}

}  // namespace foyer::app
