#include "server/storage/memory/memory_guest_rows.hpp"

#include <algorithm>
#include <ranges>

namespace foyer::storage {

GuestCounts counts_for(const MemoryTables& tables, const domain::Invitation& invitation,
                       const domain::GuestBounds& bounds) {
    GuestCounts counts;
    for (const auto& other : tables.invitations | std::views::values) {
        if (other.inviter == invitation.inviter && !other.is_final()) ++counts.open;
    }
    for (const auto& delivery : tables.deliveries | std::views::values) {
        using State = MemoryTables::DeliveryRow::State;
        if (delivery.state == State::queued || delivery.state == State::taken) ++counts.waiting;
        if (delivery.created < bounds.sent_since) continue;
        if (delivery.inviter == invitation.inviter) ++counts.sent_by_user;
        if (delivery.company == invitation.company) ++counts.sent_by_company;
    }
    return counts;
}

void put_delivery(MemoryTables& tables, const domain::Invitation& invitation, Instant now) {
    const DeliveryId id{++tables.last_delivery};
    tables.deliveries.emplace(id, MemoryTables::DeliveryRow{.id = id,
                                                            .invitation = invitation.id,
                                                            .inviter = invitation.inviter,
                                                            .company = invitation.company,
                                                            .state = MemoryTables::DeliveryRow::State::queued,
                                                            .attempts = 0,
                                                            .next_attempt = now,
                                                            .created = now});
}

Result<void> check_new_guests(const MemoryTables& tables, const domain::NewGuests& guests) {
    if (guests.empty()) return {};
    std::size_t messages = 0;
    for (const auto& [person, invitation] : guests.guests) {
        if (!tables.companies.contains(person.company))
            return refuse(ErrorCode::not_found, "There is no such company.");
        const auto same = [&](const domain::Person& other) { return other.uname == person.uname; };
        if (tables.people.contains(person.id) || std::ranges::any_of(tables.people | std::views::values, same)) {
            return refuse(ErrorCode::already_exists);
        }
        const auto same_key = [&](const domain::Invitation& other) {
            return other.inviter == invitation.inviter && other.idempotency_key == invitation.idempotency_key;
        };
        const auto stored = tables.invitations | std::views::values;
        if (!invitation.idempotency_key.empty() && std::ranges::any_of(stored, same_key)) {
            return refuse(ErrorCode::already_exists, "This idempotency key was used already.");
        }
        if (invitation.delivery == domain::DeliveryState::queued) ++messages;
    }
    const auto counts = counts_for(tables, guests.guests.front().invitation, guests.bounds);
    return check_bounds(guests.bounds, counts, guests.guests.size(), messages);
}

void put_new_guests(MemoryTables& tables, domain::NewGuests guests, RoomId room) {
    for (auto& [person, invitation] : guests.guests) {
        invitation.id = InvitationId{++tables.last_invitation};
        invitation.version = 1;
        invitation.room = room;
        if (invitation.delivery == domain::DeliveryState::queued) put_delivery(tables, invitation, invitation.created);
        tables.invitations.emplace(invitation.id, std::move(invitation));
        tables.people.emplace(person.id, std::move(person));
        ++tables.directory_version;
    }
}

}  // namespace foyer::storage
