#pragma once
#include "server/ports/room_store.hpp"
#include "server/storage/sqlite/readers.hpp"
#include "server/storage/sqlite/writer.hpp"

namespace foyer::storage {

/// ports::RoomStore over one SQLite file.
class SqliteRoomStore final : public ports::RoomStore {
public:
    SqliteRoomStore(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

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
    Writer& writer_;
    Readers& readers_;
};

}  // namespace foyer::storage
