#include "server/storage/memory/memory_guest_store.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

#include "server/storage/memory/memory_guest_rows.hpp"

namespace foyer::storage {

using domain::Invitation;
using domain::InvitationState;
using Invitations = std::vector<Invitation>;

Task<Result<ContactId>> MemoryGuestStore::reserve_contacts(std::uint32_t count) {
    co_return co_await tables_.write<ContactId>([&]() -> Result<ContactId> {
        const ContactId first{tables_.last_person + 1};
        tables_.last_person += count;
        return first;
    });
}

Task<Result<void>> MemoryGuestStore::create(domain::NewGuests guests, domain::Audited audited) {
    co_return co_await tables_.write<void>([&]() -> Result<void> {
        if (auto fits = check_new_guests(tables_, guests); !fits) return fits;
        put_new_guests(tables_, std::move(guests), RoomId{});
        tables_.enter(audited);
        return {};
    });
}

Task<Result<Invitation>> MemoryGuestStore::find(InvitationId id) {
    co_return co_await tables_.read<Invitation>([&]() -> Result<Invitation> {
        const auto found = tables_.invitations.find(id);
        if (found == tables_.invitations.end()) return refuse(ErrorCode::not_found);
        return found->second;
    });
}

Task<Result<std::optional<Invitation>>> MemoryGuestStore::find_by_token(domain::Digest token_hash) {
    using Found = std::optional<Invitation>;
    co_return co_await tables_.read<Found>([&]() -> Result<Found> {
        for (const auto& invitation : tables_.invitations | std::views::values) {
            if (invitation.token_hash == token_hash) return Found{invitation};
        }
        return Found{};
    });
}

Task<Result<std::optional<Invitation>>> MemoryGuestStore::find_by_key(ContactId inviter, std::string key) {
    using Found = std::optional<Invitation>;
    co_return co_await tables_.read<Found>([&]() -> Result<Found> {
        for (const auto& invitation : tables_.invitations | std::views::values) {
            if (invitation.inviter != inviter || invitation.idempotency_key != key || key.empty()) continue;
            return Found{invitation};
        }
        return Found{};
    });
}

Task<Result<Invitations>> MemoryGuestStore::of_guests(std::vector<ContactId> guests) {
    co_return co_await tables_.read<Invitations>([&]() -> Result<Invitations> {
        Invitations found;
        for (const auto& invitation : tables_.invitations | std::views::values) {
            if (std::ranges::find(guests, invitation.guest) != guests.end()) found.push_back(invitation);
        }
        return found;
    });
}

Task<Result<Invitations>> MemoryGuestStore::list(ports::InvitationFilter filter) {
    co_return co_await tables_.read<Invitations>([&]() -> Result<Invitations> {
        Invitations found;
        for (const auto& invitation : tables_.invitations | std::views::values | std::views::reverse) {
            if (found.size() == filter.limit) break;
            const bool supervised = std::ranges::find(filter.companies, invitation.company) != filter.companies.end();
            if (supervised || invitation.inviter == filter.inviter) found.push_back(invitation);
        }
        return found;
    });
}

Task<Result<Invitations>> MemoryGuestStore::all(CompanyId company, InvitationId after, std::uint32_t limit) {
    co_return co_await tables_.read<Invitations>([&]() -> Result<Invitations> {
        Invitations found;
        for (const auto& invitation : tables_.invitations | std::views::values) {
            if (found.size() == limit) break;
            const bool wanted = !company || invitation.company == company;
            if (wanted && invitation.id > after) found.push_back(invitation);
        }
        return found;
    });
}

Task<Result<std::uint32_t>> MemoryGuestStore::update(Invitation invitation) {
    co_return co_await tables_.write<std::uint32_t>([&]() -> Result<std::uint32_t> {
        const auto found = tables_.invitations.find(invitation.id);
        if (found == tables_.invitations.end()) return refuse(ErrorCode::not_found);
        auto& row = found->second;
        if (row.version != invitation.version) return refuse(ErrorCode::conflict);
        invitation.delivery = row.delivery;
        invitation.delivery_error = std::move(row.delivery_error);
        ++invitation.version;
        row = std::move(invitation);
        return row.version;
    });
}

bool MemoryGuestStore::is_member_somewhere(ContactId person) const {
    return std::ranges::any_of(tables_.rooms | std::views::values, [&](const MemoryTables::RoomRow& row) {
        return !row.room.ended && row.room.has_member(person);
    });
}

bool MemoryGuestStore::is_due(const Invitation& invitation, Instant now) const {
    if (invitation.is_final()) return tables_.people.contains(invitation.guest);
    if (invitation.state == InvitationState::open) return invitation.delete_at <= now || invitation.valid_to <= now;
    if (invitation.room && !is_member_somewhere(invitation.guest)) return true;
    if (now < invitation.valid_to && invitation.uses < invitation.uses_max) return false;
    return std::ranges::none_of(tables_.sessions | std::views::values, [&](const ports::Session& session) {
        return session.person == invitation.guest && session.expires > now;
    });
}

Task<Result<Invitations>> MemoryGuestStore::due(Instant now, std::uint32_t limit) {
    co_return co_await tables_.read<Invitations>([&]() -> Result<Invitations> {
        Invitations found;
        for (const auto& invitation : tables_.invitations | std::views::values) {
            if (found.size() < limit && is_due(invitation, now)) found.push_back(invitation);
        }
        return found;
    });
}

Task<Result<void>> MemoryGuestStore::forget(ContactId guest) {
    co_return co_await tables_.write<void>([&]() -> Result<void> {
        const auto found = tables_.people.find(guest);
        if (found == tables_.people.end() || found->second.kind != domain::PersonKind::guest) return {};
        if (is_member_somewhere(guest)) return refuse(ErrorCode::conflict);
        std::erase_if(tables_.sessions, [&](const auto& entry) { return entry.second.person == guest; });
        for (auto& row : tables_.rooms | std::views::values) {
            std::erase_if(row.room.members, [&](const domain::Member& member) { return member.id == guest; });
            row.seen.erase(guest);
        }
        std::erase_if(tables_.relations,
                      [&](const auto& entry) { return entry.second.low == guest || entry.second.high == guest; });
        std::erase_if(tables_.exceptions, [&](const auto& row) { return row.first == guest || row.second == guest; });
        tables_.people.erase(found);
        ++tables_.directory_version;
        return {};
    });
}

Task<Result<void>> MemoryGuestStore::remove_ended(Instant until) {
    co_return co_await tables_.write<void>([&]() -> Result<void> {
        std::erase_if(tables_.invitations, [&](const auto& entry) {
            const auto& invitation = entry.second;
            return invitation.is_final() && invitation.ended <= until && !tables_.people.contains(invitation.guest);
        });
        return {};
    });
}

}  // namespace foyer::storage
