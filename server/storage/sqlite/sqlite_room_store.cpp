#include "server/storage/sqlite/sqlite_room_store.hpp"

#include <algorithm>
#include <utility>

#include "server/storage/sqlite/room_rows.hpp"
#include "server/storage/sqlite/room_writes.hpp"

namespace foyer::storage {

namespace {

using ports::RoomEntry;
using ports::StoredRoom;

/// What a queued write holds besides its texts, about.
constexpr std::size_t bytes_of_request = 512;

std::size_t bytes_of(const ports::RoomWrite& write) {
    std::size_t bytes = bytes_of_request;
    for (const auto& draft : write.messages) bytes += sizeof draft + draft.text.size();
    if (write.next) bytes += sizeof *write.next + write.next->members.size() * sizeof(domain::Member);
    return bytes + write.guests.guests.size() * sizeof(domain::NewGuest);
}

template <class... Values>
std::vector<RoomId> room_ids(Connection& db, const char* sql, const Values&... values) {
    std::vector<RoomId> ids;
    auto row = db.query(sql, values...);
    while (row.step()) ids.push_back(RoomId{row.number(0)});
    return ids;
}

Seq seen_by(Connection& db, RoomId room, ContactId person) {
    auto row = db.query("SELECT seq FROM seen WHERE room = ? AND person = ?", room, person);
    return row.step() ? Seq{row.number(0)} : Seq{};
}

RoomEntry entry_of(StoredRoom stored, Seq seen) {
    return {std::move(stored.room), stored.newest, seen};
}

/// The rooms of these companies' people, newest first, each once.
std::vector<RoomId> rooms_of_companies(Connection& db, const std::vector<CompanyId>& companies, std::uint32_t limit) {
    std::vector<RoomId> ids;
    for (const auto company : companies) {
        const auto more =
            room_ids(db, "SELECT DISTINCT room FROM members WHERE company = ? AND active ORDER BY room DESC LIMIT ?",
                     company, limit);
        ids.insert(ids.end(), more.begin(), more.end());
    }
    std::ranges::sort(ids, std::ranges::greater{});
    const auto repeated = std::ranges::unique(ids);
    ids.erase(repeated.begin(), repeated.end());
    if (ids.size() > limit) ids.resize(limit);
    return ids;
}

}  // namespace

Task<Result<ports::Created>> SqliteRoomStore::create(domain::Room room, std::string idempotency_key,
                                                     domain::NewGuests guests, domain::Audited audited) {
    const auto bytes = bytes_of_request + room.members.size() * sizeof(domain::Member) +
                       guests.guests.size() * sizeof(domain::NewGuest);
    co_return co_await writer_.write<ports::Created>(bytes, [&](WriteContext& context) {
        return create_room(context, std::move(room), idempotency_key, guests, audited);
    });
}

Task<Result<ports::Committed>> SqliteRoomStore::commit(ports::RoomWrite write) {
    co_return co_await writer_.write<ports::Committed>(
        bytes_of(write), [&](WriteContext& context) { return commit_to_room(context, write); });
}

Task<Result<bool>> SqliteRoomStore::is_done(RoomId room, domain::RequestKey request) {
    co_return co_await readers_.read<bool>(
        [&](Connection& db) -> Result<bool> { return is_request_done(db, room, request); });
}

Task<Result<StoredRoom>> SqliteRoomStore::load(RoomId id) {
    co_return co_await readers_.read<StoredRoom>([&](Connection& db) -> Result<StoredRoom> {
        auto stored = read_room(db, id);
        if (!stored) return refuse(ErrorCode::not_found);
        return std::move(*stored);
    });
}

Task<Result<std::optional<StoredRoom>>> SqliteRoomStore::find_pair(ContactId one, ContactId other) {
    using Found = std::optional<StoredRoom>;
    co_return co_await readers_.read<Found>([&](Connection& db) -> Result<Found> {
        const auto id = find_room_of_pair(db, one, other);
        return id ? read_room(db, *id) : Found{};
    });
}

Task<Result<std::vector<RoomEntry>>> SqliteRoomStore::rooms_of(ContactId person, std::uint32_t limit) {
    using Entries = std::vector<RoomEntry>;
    co_return co_await readers_.read<Entries>([&](Connection& db) -> Result<Entries> {
        Entries entries;
        const auto ids = room_ids(db, "SELECT room FROM members WHERE person = ? AND active ORDER BY room DESC LIMIT ?",
                                  person, limit);
        for (const auto id : ids) entries.push_back(entry_of(read_room(db, id).value(), seen_by(db, id, person)));
        return entries;
    });
}

Task<Result<std::vector<RoomEntry>>> SqliteRoomStore::rooms_involving(std::vector<CompanyId> companies,
                                                                      std::uint32_t limit) {
    using Entries = std::vector<RoomEntry>;
    co_return co_await readers_.read<Entries>([&](Connection& db) -> Result<Entries> {
        Entries entries;
        for (const auto id : rooms_of_companies(db, companies, limit)) {
            entries.push_back(entry_of(read_room(db, id).value(), Seq{}));
        }
        return entries;
    });
}

Task<Result<std::vector<StoredRoom>>> SqliteRoomStore::public_rooms(CompanyId company, RoomId after,
                                                                    std::uint32_t limit) {
    using Rooms = std::vector<StoredRoom>;
    co_return co_await readers_.read<Rooms>([&](Connection& db) -> Result<Rooms> {
        Rooms rooms;
        const auto ids = room_ids(
            db, "SELECT id FROM rooms WHERE company = ? AND id > ? AND is_public AND NOT ended ORDER BY id LIMIT ?",
            company, after, limit);
        for (const auto id : ids) rooms.push_back(read_room(db, id).value());
        return rooms;
    });
}

Task<Result<std::vector<ports::RoomOverview>>> SqliteRoomStore::overviews(CompanyId company, RoomId after,
                                                                          std::uint32_t limit) {
    using Overviews = std::vector<ports::RoomOverview>;
    co_return co_await readers_.read<Overviews>([&](Connection& db) -> Result<Overviews> {
        const auto ids =
            company ? room_ids(db,
                               "SELECT id FROM rooms WHERE id > ?1 AND (company = ?2 OR EXISTS (SELECT 1 FROM members"
                               " WHERE room = rooms.id AND members.company = ?2 AND active)) ORDER BY id LIMIT ?3",
                               after, company, limit)
                    : room_ids(db, "SELECT id FROM rooms WHERE id > ? ORDER BY id LIMIT ?", after, limit);
        Overviews shown;
        for (const auto id : ids) shown.push_back(read_overview(db, id).value());
        return shown;
    });
}

Task<Result<ports::RoomOverview>> SqliteRoomStore::overview(RoomId id) {
    co_return co_await readers_.read<ports::RoomOverview>([&](Connection& db) -> Result<ports::RoomOverview> {
        auto shown = read_overview(db, id);
        if (!shown) return refuse(ErrorCode::not_found);
        return std::move(*shown);
    });
}

Task<Result<ports::MessagePage>> SqliteRoomStore::messages(ports::MessageRange range) {
    co_return co_await readers_.read<ports::MessagePage>([&](Connection& db) -> Result<ports::MessagePage> {
        auto page = read_messages(db, range);
        const auto exists = [&] { return db.query("SELECT 1 FROM rooms WHERE id = ?", range.room).step(); };
        if (page.messages.empty() && !exists()) return refuse(ErrorCode::not_found);
        return page;
    });
}

Task<Result<Seq>> SqliteRoomStore::move_seen(RoomId room, ContactId person, Seq seq) {
    co_return co_await writer_.write<Seq>(
        bytes_of_request, [&](WriteContext& context) { return storage::move_seen(context, room, person, seq); });
}

}  // namespace foyer::storage
