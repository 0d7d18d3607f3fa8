#pragma once
#include "server/storage/memory/memory_tables.hpp"

namespace foyer::storage {

/// ports::DeliveryStore over MemoryTables.
class MemoryDeliveryStore final : public ports::DeliveryStore {
public:
    explicit MemoryDeliveryStore(MemoryTables& tables) : tables_(tables) {}

    Task<Result<std::vector<ports::Delivery>>> take(Instant now, std::uint32_t limit) override;
    Task<Result<std::optional<domain::Invitation>>> settle(ports::Settlement settlement) override;
    Task<Result<std::uint32_t>> recover(std::string reason) override;
    Task<Result<domain::Invitation>> enqueue(InvitationId invitation, domain::GuestBounds bounds,
                                             Instant now) override;
    Task<Result<void>> remove_settled(Instant before) override;
    Task<Result<std::uint32_t>> waiting() override;

private:
    MemoryTables& tables_;
};

}  // namespace foyer::storage
