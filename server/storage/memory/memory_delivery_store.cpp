#include "server/storage/memory/memory_delivery_store.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

#include "server/storage/memory/memory_guest_rows.hpp"
#include "server/storage/rules/guest_rules.hpp"

namespace foyer::storage {

using domain::DeliveryState;
using domain::Invitation;
using Row = MemoryTables::DeliveryRow;

Task<Result<std::vector<ports::Delivery>>> MemoryDeliveryStore::take(Instant now, std::uint32_t limit) {
    using Deliveries = std::vector<ports::Delivery>;
    co_return co_await tables_.write<Deliveries>([&]() -> Result<Deliveries> {
        std::vector<Row*> due;
        for (auto& row : tables_.deliveries | std::views::values) {
            if (row.state == Row::State::queued && row.next_attempt <= now) due.push_back(&row);
        }
        std::ranges::stable_sort(due, {}, &Row::next_attempt);
        if (due.size() > limit) due.resize(limit);
        Deliveries deliveries;
        for (auto* const row : due) {
            row->state = Row::State::taken;
            deliveries.push_back({.id = row->id, .invitation = row->invitation, .attempts = ++row->attempts});
        }
        return deliveries;
    });
}

Task<Result<std::optional<Invitation>>> MemoryDeliveryStore::settle(ports::Settlement settlement) {
    using Settled = std::optional<Invitation>;
    co_return co_await tables_.write<Settled>([&]() -> Result<Settled> {
        const auto found = tables_.deliveries.find(settlement.id);
        if (found == tables_.deliveries.end()) return Settled{};
        auto& row = found->second;
        if (row.state == Row::State::taken) {
            row.state = Row::state_for(settlement.state);
            row.next_attempt = settlement.next_attempt;
        }
        const bool superseded = std::ranges::any_of(tables_.deliveries | std::views::values, [&](const Row& other) {
            return other.invitation == row.invitation && other.id > row.id;
        });
        const auto invitation = tables_.invitations.find(row.invitation);
        if (superseded || invitation == tables_.invitations.end()) return Settled{};
        ++invitation->second.version;
        invitation->second.delivery = settlement.state;
        invitation->second.delivery_error = std::move(settlement.reason);
        return Settled{invitation->second};
    });
}

Task<Result<std::uint32_t>> MemoryDeliveryStore::recover(std::string reason) {
    co_return co_await tables_.write<std::uint32_t>([&]() -> Result<std::uint32_t> {
        std::uint32_t count = 0;
        for (auto& row : tables_.deliveries | std::views::values) {
            if (row.state != Row::State::taken) continue;
            row.state = Row::State::failed;
            ++count;
            const auto invitation = tables_.invitations.find(row.invitation);
            if (invitation == tables_.invitations.end()) continue;
            ++invitation->second.version;
            invitation->second.delivery = DeliveryState::failed;
            invitation->second.delivery_error = reason;
        }
        return count;
    });
}

Task<Result<Invitation>> MemoryDeliveryStore::enqueue(InvitationId invitation, domain::GuestBounds bounds,
                                                      Instant now) {
    co_return co_await tables_.write<Invitation>([&]() -> Result<Invitation> {
        const auto found = tables_.invitations.find(invitation);
        if (found == tables_.invitations.end()) return refuse(ErrorCode::not_found);
        auto& row = found->second;
        if (auto fits = check_bounds(bounds, counts_for(tables_, row, bounds), 0, 1); !fits) return refuse(fits.error());
        put_delivery(tables_, row, now);
        ++row.version;
        row.delivery = DeliveryState::queued;
        row.delivery_error.clear();
        return row;
    });
}

Task<Result<void>> MemoryDeliveryStore::remove_settled(Instant before) {
    co_return co_await tables_.write<void>([&]() -> Result<void> {
        std::erase_if(tables_.deliveries, [&](const auto& entry) {
            const auto& row = entry.second;
            return row.created < before && row.state != Row::State::queued && row.state != Row::State::taken;
        });
        return {};
    });
}

Task<Result<std::uint32_t>> MemoryDeliveryStore::waiting() {
    co_return co_await tables_.read<std::uint32_t>([&]() -> Result<std::uint32_t> {
        return static_cast<std::uint32_t>(
            std::ranges::count_if(tables_.deliveries | std::views::values, [](const Row& row) {
                return row.state == Row::State::queued || row.state == Row::State::taken;
            }));
    });
}

}  // namespace foyer::storage
