#include "server/storage/memory/memory_room_store.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

#include "server/storage/memory/memory_guest_rows.hpp"

namespace foyer::storage {

namespace {

using RoomRow = MemoryTables::RoomRow;

ports::StoredRoom stored(const RoomRow& row) {
    return {row.room, row.newest()};
}

bool is_in(const domain::Member& member) {
    return member.state != domain::MemberState::left;
}

ports::RoomEntry entry_for(const RoomRow& row, ContactId person) {
    const auto seen = row.seen.find(person);
    return {row.room, row.newest(), seen == row.seen.end() ? Seq{} : seen->second};
}

/// The message that was stored under the key of one of the drafts, if there is one.
const domain::Message* find_repeated(const RoomRow& row, const std::vector<domain::Draft>& drafts) {
    for (const auto& draft : drafts) {
        if (draft.idempotency_key.empty()) continue;
        const auto known = row.keys.find({draft.author, draft.idempotency_key});
        if (known != row.keys.end()) return &row.messages[known->second.value() - 1];
    }
    return nullptr;
}

domain::Message append(RoomRow& row, domain::Draft draft) {
    const auto seq = next(row.newest());
    if (!draft.idempotency_key.empty()) row.keys.emplace(std::pair{draft.author, draft.idempotency_key}, seq);
    return row.messages.emplace_back(domain::Message{
        .seq = seq,
        .author = draft.author,
        .author_name = std::move(draft.author_name),
        .text = std::move(draft.text),
        .time = draft.time,
    });
}

/// Takes messages in the order of `candidates` until a bound of the range is reached.
template <class Candidates>
ports::MessagePage take(Candidates candidates, const ports::MessageRange& range) {
    ports::MessagePage page;
    std::size_t bytes = 0;
    for (const domain::Message& message : candidates) {
        bytes += message.text.size();
        const bool too_long = range.max_bytes != 0 && bytes > range.max_bytes && !page.messages.empty();
        page.more = too_long || page.messages.size() == range.limit;
        if (page.more) break;
        page.messages.push_back(message);
    }
    return page;
}

}  // namespace

Result<void> MemoryRoomStore::check_members(const domain::Room& room, const domain::NewGuests& guests) const {
    for (const auto& member : room.members) {
        const bool is_new = std::ranges::any_of(
            guests.guests, [&](const domain::NewGuest& guest) { return guest.person.id == member.id; });
        if (!is_new && !tables_.people.contains(member.id))
            return refuse(ErrorCode::not_found, "A member does not exist.");
    }
    return {};
}

Result<ports::Created> MemoryRoomStore::create_now(domain::Room room, const std::string& idempotency_key,
                                                   domain::NewGuests guests, const domain::Audited& audited) {
    const std::pair key{room.owner, idempotency_key};
    if (!idempotency_key.empty()) {
        const auto known = tables_.created_keys.find(key);
        if (known != tables_.created_keys.end()) return ports::Created{stored(tables_.rooms.at(known->second)), true};
    }
    auto checked = storable(std::move(room));
    if (!checked) return refuse(checked.error());
    const auto pair = occupied_pair(*checked);
    if (pair) {
        const auto other = tables_.pairs.find(*pair);
        if (other != tables_.pairs.end()) return ports::Created{stored(tables_.rooms.at(other->second)), true};
    }
    if (auto fits = check_new_guests(tables_, guests); !fits) return refuse(fits.error());
    if (auto known = check_members(*checked, guests); !known) return refuse(known.error());

    checked->id = RoomId{static_cast<std::uint32_t>(tables_.rooms.size()) + 1};
    checked->version = 1;
    if (pair) tables_.pairs.emplace(*pair, checked->id);
    if (!idempotency_key.empty()) tables_.created_keys.emplace(key, checked->id);
    put_new_guests(tables_, std::move(guests), checked->id);
    auto& row = tables_.rooms[checked->id];
    row.room = std::move(*checked);
    tables_.enter(audited, row.room.id.value());
    return ports::Created{stored(row), false};
}

Result<void> MemoryRoomStore::replace(RoomRow& row, domain::Room next, const domain::NewGuests& guests) {
    auto checked = storable(std::move(next));
    if (!checked) return refuse(checked.error());
    if (auto known = check_members(*checked, guests); !known) return refuse(known.error());
    const auto pair = occupied_pair(*checked);
    if (pair) {
        const auto other = tables_.pairs.find(*pair);
        if (other != tables_.pairs.end() && other->second != row.room.id) return refuse(ErrorCode::conflict);
    }
    if (const auto before = occupied_pair(row.room)) tables_.pairs.erase(*before);
    if (pair) tables_.pairs.emplace(*pair, row.room.id);
    checked->id = row.room.id;
    checked->version = row.room.version + 1;
    row.room = std::move(*checked);
    return {};
}

Result<ports::Committed> MemoryRoomStore::commit_now(ports::RoomWrite write) {
    const auto found = tables_.rooms.find(write.room);
    if (found == tables_.rooms.end()) return refuse(ErrorCode::not_found);
    auto& row = found->second;
    if (auto checked = check_drafts(write.messages); !checked) return refuse(checked.error());
    if (const auto* repeated = find_repeated(row, write.messages)) {
        return ports::Committed{row.room.version, {*repeated}, true};
    }
    const std::pair request{write.request.by, write.request.key};
    if (row.requests.contains(request)) return ports::Committed{row.room.version, {}, true};
    if (row.room.version != write.expected_version) return refuse(ErrorCode::conflict);
    if (write.next) {
        if (auto fits = check_new_guests(tables_, write.guests); !fits) return refuse(fits.error());
        if (auto replaced = replace(row, std::move(*write.next), write.guests); !replaced) {
            return refuse(replaced.error());
        }
        put_new_guests(tables_, std::move(write.guests), write.room);
        tables_.enter(write.audited);
        if (!write.request.key.empty()) row.requests.insert(request);
    }
    ports::Committed committed{row.room.version, {}, false};
    for (auto& draft : write.messages) committed.messages.push_back(append(row, std::move(draft)));
    return committed;
}

Task<Result<ports::Created>> MemoryRoomStore::create(domain::Room room, std::string idempotency_key,
                                                     domain::NewGuests guests, domain::Audited audited) {
    co_return co_await tables_.write<ports::Created>(
        [&] { return create_now(std::move(room), idempotency_key, std::move(guests), audited); });
}

Task<Result<ports::Committed>> MemoryRoomStore::commit(ports::RoomWrite write) {
    co_return co_await tables_.write<ports::Committed>([&] { return commit_now(std::move(write)); });
}

Task<Result<bool>> MemoryRoomStore::is_done(RoomId room, domain::RequestKey request) {
    co_return co_await tables_.read<bool>([&]() -> Result<bool> {
        const auto found = tables_.rooms.find(room);
        return found != tables_.rooms.end() && found->second.requests.contains({request.by, request.key});
    });
}

Task<Result<ports::StoredRoom>> MemoryRoomStore::load(RoomId id) {
    co_return co_await tables_.read<ports::StoredRoom>([&]() -> Result<ports::StoredRoom> {
        const auto row = tables_.rooms.find(id);
        if (row == tables_.rooms.end()) return refuse(ErrorCode::not_found);
        return stored(row->second);
    });
}

Task<Result<std::optional<ports::StoredRoom>>> MemoryRoomStore::find_pair(ContactId one, ContactId other) {
    using Found = std::optional<ports::StoredRoom>;
    co_return co_await tables_.read<Found>([&]() -> Result<Found> {
        const auto room = tables_.pairs.find(pair_of(one, other));
        if (room == tables_.pairs.end()) return Found{};
        return Found{stored(tables_.rooms.at(room->second))};
    });
}

Task<Result<std::vector<ports::RoomEntry>>> MemoryRoomStore::rooms_of(ContactId person, std::uint32_t limit) {
    using Entries = std::vector<ports::RoomEntry>;
    co_return co_await tables_.read<Entries>([&]() -> Result<Entries> {
        Entries entries;
        for (const auto& row : tables_.rooms | std::views::values | std::views::reverse) {
            if (entries.size() == limit) break;
            const auto is_his = [&](const domain::Member& member) { return member.id == person && is_in(member); };
            if (!row.room.ended && std::ranges::any_of(row.room.members, is_his)) {
                entries.push_back(entry_for(row, person));
            }
        }
        return entries;
    });
}

Task<Result<std::vector<ports::RoomEntry>>> MemoryRoomStore::rooms_involving(std::vector<CompanyId> companies,
                                                                             std::uint32_t limit) {
    using Entries = std::vector<ports::RoomEntry>;
    co_return co_await tables_.read<Entries>([&]() -> Result<Entries> {
        const auto involves = [&](const domain::Member& member) {
            if (!is_in(member)) return false;  // Somebody who has left may not exist any more.
            const auto& person = tables_.people.at(member.id);
            return person.kind != domain::PersonKind::xmpp &&
                   std::ranges::find(companies, person.company) != companies.end();
        };
        Entries entries;
        for (const auto& row : tables_.rooms | std::views::values | std::views::reverse) {
            if (entries.size() == limit) break;
            if (!row.room.ended && std::ranges::any_of(row.room.members, involves)) {
                entries.push_back({row.room, row.newest(), Seq{}});
            }
        }
        return entries;
    });
}

Task<Result<std::vector<ports::StoredRoom>>> MemoryRoomStore::public_rooms(CompanyId company, RoomId after,
                                                                           std::uint32_t limit) {
    using Rooms = std::vector<ports::StoredRoom>;
    co_return co_await tables_.read<Rooms>([&]() -> Result<Rooms> {
        Rooms rooms;
        for (auto row = tables_.rooms.upper_bound(after); row != tables_.rooms.end() && rooms.size() < limit; ++row) {
            const auto& room = row->second.room;
            if (room.is_public && !room.ended && room.company == company) rooms.push_back(stored(row->second));
        }
        return rooms;
    });
}

ports::RoomOverview MemoryRoomStore::overview_of(const RoomRow& row) const {
    const auto& room = row.room;
    ports::RoomOverview shown{.id = room.id,
                              .name = room.name,
                              .multi = room.multi,
                              .is_public = room.is_public,
                              .archive = room.archive,
                              .ended = room.ended,
                              .owner = room.owner,
                              .company = room.company,
                              .newest = row.newest(),
                              .created = room.created};
    if (!row.messages.empty()) shown.last_message = row.messages.back().time;
    for (const auto& member : room.members) {
        if (room.ended || !is_in(member)) continue;
        ++shown.members;
        if (tables_.people.at(member.id).kind == domain::PersonKind::guest) ++shown.guests;
    }
    return shown;
}

Task<Result<std::vector<ports::RoomOverview>>> MemoryRoomStore::overviews(CompanyId company, RoomId after,
                                                                          std::uint32_t limit) {
    using Overviews = std::vector<ports::RoomOverview>;
    co_return co_await tables_.read<Overviews>([&]() -> Result<Overviews> {
        const auto concerns = [&](const domain::Room& room) {
            if (!company || room.company == company) return true;
            return std::ranges::any_of(room.members, [&](const domain::Member& member) {
                if (room.ended || !is_in(member)) return false;
                const auto& person = tables_.people.at(member.id);
                return person.kind != domain::PersonKind::xmpp && person.company == company;
            });
        };
        Overviews shown;
        for (auto row = tables_.rooms.upper_bound(after); row != tables_.rooms.end() && shown.size() < limit; ++row) {
            if (concerns(row->second.room)) shown.push_back(overview_of(row->second));
        }
        return shown;
    });
}

Task<Result<ports::RoomOverview>> MemoryRoomStore::overview(RoomId id) {
    co_return co_await tables_.read<ports::RoomOverview>([&]() -> Result<ports::RoomOverview> {
        const auto row = tables_.rooms.find(id);
        if (row == tables_.rooms.end()) return refuse(ErrorCode::not_found);
        return overview_of(row->second);
    });
}

Task<Result<ports::MessagePage>> MemoryRoomStore::messages(ports::MessageRange range) {
    co_return co_await tables_.read<ports::MessagePage>([&]() -> Result<ports::MessagePage> {
        const auto found = tables_.rooms.find(range.room);
        if (found == tables_.rooms.end()) return refuse(ErrorCode::not_found);
        const auto in_bounds = [&](const domain::Message& message) {
            if (message.seq < range.floor) return false;
            if (range.after) return message.seq > *range.after;
            return !range.before || message.seq < range.before;
        };
        auto readable = found->second.messages | std::views::filter(in_bounds);
        if (range.after) return take(readable, range);
        auto page = take(readable | std::views::reverse, range);
        std::ranges::reverse(page.messages);
        return page;
    });
}

Task<Result<Seq>> MemoryRoomStore::move_seen(RoomId room, ContactId person, Seq seq) {
    co_return co_await tables_.write<Seq>([&]() -> Result<Seq> {
        const auto found = tables_.rooms.find(room);
        if (found == tables_.rooms.end() || !tables_.people.contains(person)) return refuse(ErrorCode::not_found);
        auto& seen = found->second.seen[person];
        seen = std::max(seen, std::min(seq, found->second.newest()));
        return seen;
    });
}

}  // namespace foyer::storage
