#include "server/storage/memory/memory_guest_rows.hpp"

#include <algorithm>
#include <ranges>

#include "server/storage/rules/guest_rules.hpp"

namespace foyer::storage {

namespace {

GuestCounts counts_for(const MemoryTables& tables, const domain::Invitation& invitation) {
    GuestCounts counts;
    for (const auto& other : tables.invitations | std::views::values) {
        if (other.inviter == invitation.inviter && !other.is_final()) ++counts.open;
    }
    return counts;
}

}  // namespace

Result<void> check_new_guests(const MemoryTables& tables, const domain::NewGuests& guests) {
    if (guests.empty()) return {};
    std::size_t messages = 0;
    for (const auto& [person, invitation] : guests.guests) {
        if (!tables.companies.contains(person.company)) return refuse(ErrorCode::not_found, "There is no such company.");
        const auto same = [&](const domain::Person& other) { return other.uname == person.uname; };
        if (tables.people.contains(person.id) || std::ranges::any_of(tables.people | std::views::values, same)) {
            return refuse(ErrorCode::already_exists);
        }
        if (invitation.delivery == domain::DeliveryState::queued) ++messages;
    }
    const auto counts = counts_for(tables, guests.guests.front().invitation);
    return check_bounds(guests.bounds, counts, guests.guests.size(), messages);
}

void put_new_guests(MemoryTables& tables, domain::NewGuests guests, RoomId room) {
    for (auto& [person, invitation] : guests.guests) {
        invitation.id = InvitationId{++tables.last_invitation};
        invitation.version = 1;
        invitation.room = room;
        tables.invitations.emplace(invitation.id, std::move(invitation));
        tables.people.emplace(person.id, std::move(person));
        ++tables.directory_version;
    }
}

}  // namespace foyer::storage
