#pragma once
#include "server/ports/delivery_store.hpp"
#include "server/storage/sqlite/readers.hpp"
#include "server/storage/sqlite/writer.hpp"

namespace foyer::storage {

/// ports::DeliveryStore over one SQLite file.
class SqliteDeliveryStore final : public ports::DeliveryStore {
public:
    SqliteDeliveryStore(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

    Task<Result<std::vector<ports::Delivery>>> take(Instant now, std::uint32_t limit) override;
    Task<Result<std::optional<domain::Invitation>>> settle(ports::Settlement settlement) override;
    Task<Result<std::uint32_t>> recover(std::string reason) override;
    Task<Result<domain::Invitation>> enqueue(InvitationId invitation, domain::GuestBounds bounds,
                                             Instant now) override;
    Task<Result<void>> remove_settled(Instant before) override;
    Task<Result<std::uint32_t>> waiting() override;

private:
    Writer& writer_;
    Readers& readers_;
};

}  // namespace foyer::storage
