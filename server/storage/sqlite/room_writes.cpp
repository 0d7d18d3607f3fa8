#include "server/storage/sqlite/room_writes.hpp"

#include <algorithm>
#include <utility>

#include "server/domain/person/person.hpp"
#include "server/storage/rules/room_rules.hpp"
#include "server/storage/sqlite/audit_rows.hpp"
#include "server/storage/sqlite/guest_rows.hpp"
#include "server/storage/sqlite/or_null.hpp"
#include "server/storage/sqlite/room_rows.hpp"

namespace foyer::storage {

namespace {

using domain::Draft;
using domain::Member;
using domain::Message;
using domain::Room;

bool is_active(const Member& member, const Room& room) {
    return !room.ended && member.state != domain::MemberState::left;
}

/// Stores a member anew or over what was there. `not_found` if there is no such person.
Result<void> put_member(Connection& db, const Room& room, const Member& member) {
    const int stored = db.run(
        "INSERT INTO members (room, person, state, first_seq, added_by, active, company)"
        " SELECT ?, id, ?, ?, ?, ?, CASE kind WHEN 2 THEN 0 ELSE company END FROM people WHERE id = ?"
        " ON CONFLICT (room, person) DO UPDATE SET state = excluded.state, first_seq = excluded.first_seq,"
        " added_by = excluded.added_by, active = excluded.active",
        room.id, member.state, member.first_seq, member.added_by, is_active(member, room), member.id);
    static_assert(static_cast<int>(domain::PersonKind::xmpp) == 2, "as the statement says");
    if (stored == 0) return refuse(ErrorCode::not_found, "A member does not exist.");
    return {};
}

/// Makes the stored members of the room those of `room`, touching only rows that change.
Result<void> put_members(Connection& db, const Room& room, bool ended_before) {
    const auto before = read_members(db, room.id);
    auto old = before.begin();
    for (const auto& member : room.members) {
        for (; old != before.end() && old->id < member.id; ++old) {
            db.run("DELETE FROM members WHERE room = ? AND person = ?", room.id, old->id);
        }
        const bool same = old != before.end() && *old == member && ended_before == room.ended;
        if (old != before.end() && old->id == member.id) ++old;
        if (same) continue;
        if (auto put = put_member(db, room, member); !put) return put;
    }
    for (; old != before.end(); ++old) {
        db.run("DELETE FROM members WHERE room = ? AND person = ?", room.id, old->id);
    }
    return {};
}

void bind_pair(Query& query, int position, const Room& room) {
    if (const auto pair = occupied_pair(room)) {
        query.bind(position, pair->low);
        query.bind(position + 1, pair->high);
    }
}

Result<ports::Created> existing(Connection& db, RoomId id) {
    return ports::Created{read_room(db, id).value(), true};
}

Result<ports::Created> insert_room(WriteContext& context, Room& room, const std::string& idempotency_key,
                                   const domain::NewGuests& guests) {
    auto& db = context.db;
    {
        auto insert = db.query(
            "INSERT INTO rooms (version, multi, is_public, archive, ended, name, owner, company, created,"
            " idempotency_key, low, high) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            room.multi, room.is_public, room.archive, room.ended, room.name, room.owner, room.company, room.created);
        OrNull(idempotency_key).bind(insert, 9);
        insert.bind(10, nullptr);
        insert.bind(11, nullptr);
        bind_pair(insert, 10, room);
        insert.step();
    }
    if (db.last_id() > largest_id) return refuse(ErrorCode::limit_reached, "There are no room numbers left.");
    room.id = RoomId{static_cast<std::uint32_t>(db.last_id())};
    room.version = 1;
    if (auto put = put_new_guests(db, guests, room.id); !put) return refuse(put.error());
    for (const auto& member : room.members) {
        if (auto put = put_member(db, room, member); !put) return refuse(put.error());
    }
    return ports::Created{{std::move(room), Seq{}}, false};
}

/// Replaces the stored room, whose version is `expected`.
Result<void> replace_room(WriteContext& context, Room& room, std::uint32_t expected) {
    auto& db = context.db;
    auto checked = storable(std::move(room));
    if (!checked) return refuse(checked.error());
    room = std::move(*checked);
    if (const auto pair = occupied_pair(room)) {
        const auto other = find_room_of_pair(db, pair->low, pair->high);
        if (other && *other != room.id) return refuse(ErrorCode::conflict);
    }
    const bool ended_before = [&] {
        auto row = db.query("SELECT ended FROM rooms WHERE id = ?", room.id);
        return row.step() && row.flag(0);
    }();
    {
        auto update = db.query(
            "UPDATE rooms SET version = ?, multi = ?, is_public = ?, archive = ?, ended = ?, name = ?, owner = ?,"
            " company = ?, created = ?, low = ?, high = ? WHERE id = ?",
            expected + 1, room.multi, room.is_public, room.archive, room.ended, room.name, room.owner, room.company,
            room.created, nullptr, nullptr, room.id);
        bind_pair(update, 10, room);
        update.step();
    }
    return put_members(db, room, ended_before);
}

void insert_message(Connection& db, RoomId room, Seq seq, const Draft& draft) {
    auto insert = db.query(
        "INSERT INTO messages (room, seq, author, author_name, time, text, idempotency_key)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        room, seq, draft.author, draft.author_name, draft.time, draft.text);
    OrNull(draft.idempotency_key).bind(insert, 7);
    insert.step();
}

Message stored_message(Seq seq, Draft& draft) {
    return {
        .seq = seq,
        .author = draft.author,
        .author_name = std::move(draft.author_name),
        .text = std::move(draft.text),
        .time = draft.time,
    };
}

std::optional<Message> find_repeated(Connection& db, const ports::RoomWrite& write) {
    for (const auto& draft : write.messages) {
        if (draft.idempotency_key.empty()) continue;
        auto known = read_message(db, write.room, draft.author, draft.idempotency_key);
        if (known) return known;
    }
    return std::nullopt;
}

ports::Committed repeated(RoomHead head, Message message) {
    ports::Committed committed{head.version, {}, true};
    committed.messages.push_back(std::move(message));
    return committed;
}

void put_request(Connection& db, RoomId room, const domain::RequestKey& request) {
    if (request.key.empty()) return;
    db.run("INSERT INTO room_requests (room, person, idempotency_key) VALUES (?, ?, ?)", room, request.by, request.key);
}

/// The common case, one message and nothing else: one statement, which needs no savepoint and finds a repeated key
/// itself.
Result<ports::Committed> append_one(WriteContext& context, ports::RoomWrite& write, RoomHead head) {
    auto& draft = write.messages.front();
    const auto seq = next(head.newest);
    try {
        insert_message(context.db, write.room, seq, draft);
    } catch (const SqliteError& error) {
        if (!error.is_unique_violation()) throw;
        auto known = find_repeated(context.db, write);
        if (!known) throw;  // A seq twice: the heads are wrong.
        return repeated(head, std::move(*known));
    }
    context.heads.put(write.room, {head.version, seq});
    ++context.messages;
    ports::Committed committed{head.version, {}, false};
    committed.messages.push_back(stored_message(seq, draft));
    return committed;
}

Result<ports::Committed> append_all(WriteContext& context, ports::RoomWrite& write, RoomHead head) {
    if (write.next) {
        write.next->id = write.room;
        if (auto put = put_new_guests(context.db, write.guests, write.room); !put) return refuse(put.error());
        if (auto replaced = replace_room(context, *write.next, head.version); !replaced)
            return refuse(replaced.error());
        if (write.audited) {
            if (auto put = put_audit(context.db, *write.audited); !put) return refuse(put.error());
        }
        put_request(context.db, write.room, write.request);
        ++head.version;
    }
    ports::Committed committed{head.version, {}, false};
    for (auto& draft : write.messages) {
        head.newest = next(head.newest);
        insert_message(context.db, write.room, head.newest, draft);
        committed.messages.push_back(stored_message(head.newest, draft));
    }
    context.heads.put(write.room, head);
    context.messages += write.messages.size();
    return committed;
}

}  // namespace

Result<ports::Created> create_room(WriteContext& context, Room room, const std::string& idempotency_key,
                                   const domain::NewGuests& guests, const domain::Audited& audited) {
    auto& db = context.db;
    if (!idempotency_key.empty()) {
        if (const auto known = find_room_of_key(db, room.owner, idempotency_key)) return existing(db, *known);
    }
    auto checked = storable(std::move(room));
    if (!checked) return refuse(checked.error());
    if (const auto pair = occupied_pair(*checked)) {
        if (const auto known = find_room_of_pair(db, pair->low, pair->high)) return existing(db, *known);
    }
    return audited_write(
        db, audited, [&] { return insert_room(context, *checked, idempotency_key, guests); },
        [](const Result<ports::Created>& made) { return made->stored.room.id.value(); });
}

Result<ports::Committed> commit_to_room(WriteContext& context, ports::RoomWrite& write) {
    const auto head = context.heads.get(context.db, write.room);
    if (!head) return refuse(ErrorCode::not_found);
    if (auto checked = check_drafts(write.messages); !checked) return refuse(checked.error());
    if (head->newest.value() + write.messages.size() > largest_id) {
        return refuse(ErrorCode::limit_reached, "There are no message numbers left in this room.");
    }
    const bool same_version = head->version == write.expected_version;
    if (same_version && !write.next && write.messages.size() == 1) return append_one(context, write, *head);
    if (auto known = find_repeated(context.db, write)) return repeated(*head, std::move(*known));
    if (is_request_done(context.db, write.room, write.request)) return ports::Committed{head->version, {}, true};
    if (!same_version) return refuse(ErrorCode::conflict);
    return atomically(context.db, [&] { return append_all(context, write, *head); });
}

Result<Seq> move_seen(WriteContext& context, RoomId room, ContactId person, Seq seq) {
    const auto head = context.heads.get(context.db, room);
    if (!head) return refuse(ErrorCode::not_found);
    try {
        auto row = context.db.query(
            "INSERT INTO seen (room, person, seq) VALUES (?, ?, ?)"
            " ON CONFLICT (room, person) DO UPDATE SET seq = max(seq, excluded.seq) RETURNING seq",
            room, person, std::min(seq, head->newest));
        if (!row.step()) return refuse(ErrorCode::store_failed);
        const Seq stands{row.number(0)};
        row.step();
        return stands;
    } catch (const SqliteError& error) {
        if (error.is_foreign_key_violation()) return refuse(ErrorCode::not_found);
        throw;
    }
}

}  // namespace foyer::storage
