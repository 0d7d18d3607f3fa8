#pragma once
#include "server/storage/memory/memory_tables.hpp"

namespace foyer::storage {

/// ports::RoomStore over MemoryTables.
class MemoryRoomStore final : public ports::RoomStore {
public:
    explicit MemoryRoomStore(MemoryTables& tables) : tables_(tables) {}

    Task<Result<ports::Created>> create(domain::Room room, std::string idempotency_key, domain::NewGuests guests,
                                        domain::Audited audited) override;
    Task<Result<ports::Committed>> commit(ports::RoomWrite write) override;
    Task<Result<bool>> is_done(RoomId room, domain::RequestKey request) override;
    Task<Result<ports::StoredRoom>> load(RoomId id) override;
    Task<Result<std::optional<ports::StoredRoom>>> find_pair(ContactId one, ContactId other) override;
    Task<Result<std::vector<ports::RoomEntry>>> rooms_of(ContactId person, std::uint32_t limit) override;
    Task<Result<std::vector<ports::RoomEntry>>> rooms_involving(std::vector<CompanyId> companies,
                                                                std::uint32_t limit) override;
    Task<Result<std::vector<ports::StoredRoom>>> public_rooms(CompanyId company, RoomId after,
                                                              std::uint32_t limit) override;
    Task<Result<std::vector<ports::RoomOverview>>> overviews(CompanyId company, RoomId after,
                                                             std::uint32_t limit) override;
    Task<Result<ports::RoomOverview>> overview(RoomId id) override;
    Task<Result<ports::MessagePage>> messages(ports::MessageRange range) override;
    Task<Result<Seq>> move_seen(RoomId room, ContactId person, Seq seq) override;

private:
    Result<ports::Created> create_now(domain::Room room, const std::string& idempotency_key, domain::NewGuests guests,
                                      const domain::Audited& audited);
    Result<ports::Committed> commit_now(ports::RoomWrite write);
    Result<void> replace(MemoryTables::RoomRow& row, domain::Room next, const domain::NewGuests& guests);
    [[nodiscard]] Result<void> check_members(const domain::Room& room, const domain::NewGuests& guests) const;

    [[nodiscard]] ports::RoomOverview overview_of(const MemoryTables::RoomRow& row) const;

    MemoryTables& tables_;
};

}  // namespace foyer::storage
