#include "server/storage/sqlite/room_rows.hpp"

#include <algorithm>

#include "server/storage/rules/room_rules.hpp"

namespace foyer::storage {

namespace {

domain::Message message_of(const Query& row) {
    return {
        .seq = Seq{row.number(0)},
        .author = ContactId{row.number(1)},
        .author_name = row.string(2),
        .text = row.string(3),
        .time = row.instant(4),
    };
}

Query query_range(Connection& db, const ports::MessageRange& range) {
    const auto one_more = std::int64_t{range.limit} + 1;  // Tells whether there is more.
    if (range.after) {
        const auto first = std::max(next(*range.after), range.floor);
        return db.query(
            "SELECT seq, author, author_name, text, time FROM messages WHERE room = ? AND seq >= ? ORDER BY seq LIMIT "
            "?",
            range.room, first, one_more);
    }
    const auto end = range.before ? range.before : Seq{largest_id};
    return db.query(
        "SELECT seq, author, author_name, text, time FROM messages WHERE room = ? AND seq >= ? AND seq < ? "
        "ORDER BY seq DESC LIMIT ?",
        range.room, range.floor, end, one_more);
}

template <class... Values>
std::optional<RoomId> find_room(Connection& db, const char* sql, const Values&... values) {
    auto row = db.query(sql, values...);
    if (!row.step()) return std::nullopt;
    return RoomId{row.number(0)};
}

}  // namespace

std::optional<ports::StoredRoom> read_room(Connection& db, RoomId id) {
    ports::StoredRoom stored;
    auto& room = stored.room;
    {
        auto row = db.query(
            "SELECT version, multi, is_public, archive, ended, name, owner, company, created,"
            " (SELECT max(seq) FROM messages WHERE messages.room = rooms.id) FROM rooms WHERE id = ?",
            id);
        if (!row.step()) return std::nullopt;
        room.id = id;
        room.version = row.number(0);
        room.multi = row.flag(1);
        room.is_public = row.flag(2);
        room.archive = row.flag(3);
        room.ended = row.flag(4);
        room.name = row.string(5);
        room.owner = ContactId{row.number(6)};
        room.company = CompanyId{row.number(7)};
        room.created = row.instant(8);
        stored.newest = Seq{row.number(9)};
    }
    room.members = read_members(db, id);
    return stored;
}

std::optional<ports::RoomOverview> read_overview(Connection& db, RoomId id) {
    ports::RoomOverview shown;
    {
        auto row = db.query(
            "SELECT name, multi, is_public, archive, ended, owner, company, created,"
            " (SELECT max(seq) FROM messages WHERE messages.room = rooms.id) FROM rooms WHERE id = ?",
            id);
        if (!row.step()) return std::nullopt;
        shown.id = id;
        shown.name = row.string(0);
        shown.multi = row.flag(1);
        shown.is_public = row.flag(2);
        shown.archive = row.flag(3);
        shown.ended = row.flag(4);
        shown.owner = ContactId{row.number(5)};
        shown.company = CompanyId{row.number(6)};
        shown.created = row.instant(7);
        shown.newest = Seq{row.number(8)};
    }
    {
        static_assert(static_cast<int>(domain::PersonKind::guest) == 1, "as the statement says");
        auto row = db.query(
            "SELECT count(*), sum(kind = 1) FROM members JOIN people ON people.id = person WHERE room = ? AND active",
            id);
        if (row.step()) {
            shown.members = row.number(0);
            shown.guests = row.number(1);
        }
    }
    auto row = db.query("SELECT time FROM messages WHERE room = ? AND seq = ?", id, shown.newest);
    if (row.step()) shown.last_message = row.instant(0);
    return shown;
}

std::vector<domain::Member> read_members(Connection& db, RoomId id) {
    std::vector<domain::Member> members;
    auto row = db.query("SELECT person, state, first_seq, added_by FROM members WHERE room = ? ORDER BY person", id);
    while (row.step()) {
        members.push_back({
            .id = ContactId{row.number(0)},
            .state = static_cast<domain::MemberState>(row.number(1)),
            .first_seq = Seq{row.number(2)},
            .added_by = ContactId{row.number(3)},
        });
    }
    return members;
}

ports::MessagePage read_messages(Connection& db, const ports::MessageRange& range) {
    ports::MessagePage page;
    std::size_t bytes = 0;
    auto row = query_range(db, range);
    while (!page.more && row.step()) {
        bytes += row.text(3).size();
        const bool too_long = range.max_bytes != 0 && bytes > range.max_bytes && !page.messages.empty();
        page.more = too_long || page.messages.size() == range.limit;
        if (!page.more) page.messages.push_back(message_of(row));
    }
    if (!range.after) std::ranges::reverse(page.messages);
    return page;
}

std::optional<domain::Message> read_message(Connection& db, RoomId room, ContactId author,
                                            const std::string& idempotency_key) {
    auto row = db.query(
        "SELECT seq, author, author_name, text, time FROM messages"
        " WHERE room = ? AND author = ? AND idempotency_key = ?",
        room, author, idempotency_key);
    if (!row.step()) return std::nullopt;
    return message_of(row);
}

std::optional<RoomId> find_room_of_pair(Connection& db, ContactId one, ContactId other) {
    const auto pair = pair_of(one, other);
    return find_room(db, "SELECT id FROM rooms WHERE low = ? AND high = ?", pair.low, pair.high);
}

std::optional<RoomId> find_room_of_key(Connection& db, ContactId owner, const std::string& idempotency_key) {
    return find_room(db, "SELECT id FROM rooms WHERE owner = ? AND idempotency_key = ?", owner, idempotency_key);
}

bool is_request_done(Connection& db, RoomId room, const domain::RequestKey& request) {
    if (request.key.empty()) return false;
    return db
        .query("SELECT 1 FROM room_requests WHERE room = ? AND person = ? AND idempotency_key = ?", room, request.by,
               request.key)
        .step();
}

}  // namespace foyer::storage
