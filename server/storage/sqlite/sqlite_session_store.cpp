#include "server/storage/sqlite/sqlite_session_store.hpp"

#include <algorithm>
#include <utility>

#include "server/storage/rules/room_rules.hpp"
#include "server/storage/sqlite/audit_rows.hpp"

namespace foyer::storage {

namespace {

using ports::Session;
using ports::TokenHash;

constexpr std::size_t bytes_of_request = 512;

Session session_of(const Query& row) {
    Session session{
        .id = SessionId{row.number(0)},
        .person = ContactId{row.number(1)},
        .kind = static_cast<ports::SessionKind>(row.number(2)),
        .token_hash = {},
        .subid = row.string(4),
        .created = row.instant(5),
        .expires = row.instant(6),
        .login = SessionId{row.number(7)},
    };
    if (!session.login) session.login = session.id;
    const auto hash = row.blob(3);
    std::copy_n(hash.begin(), std::min(hash.size(), session.token_hash.size()), session.token_hash.begin());
    return session;
}

Result<SessionId> insert_session(Connection& db, const Session& session) {
    try {
        db.run(
            "INSERT INTO sessions (person, kind, token_hash, subid, created, expires, login)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            session.person, session.kind, std::span<const std::uint8_t>(session.token_hash), session.subid,
            session.created, session.expires, session.login);
    } catch (const SqliteError& error) {
        if (error.is_unique_violation()) return refuse(ErrorCode::already_exists);
        if (error.is_foreign_key_violation()) return refuse(ErrorCode::not_found);
        throw;
    }
    if (db.last_id() > largest_id) return refuse(ErrorCode::limit_reached, "There are no session numbers left.");
    return SessionId{static_cast<std::uint32_t>(db.last_id())};
}

}  // namespace

Task<Result<Session>> SqliteSessionStore::create(Session session, domain::Audited audited) {
    co_return co_await writer_.write<Session>(bytes_of_request, [&](WriteContext& context) -> Result<Session> {
        const auto id = audited_write(context.db, audited, [&] { return insert_session(context.db, session); });
        if (!id) return refuse(id.error());
        session.id = *id;
        if (!session.login) session.login = session.id;
        return session;
    });
}

Task<Result<std::optional<Session>>> SqliteSessionStore::find(TokenHash token_hash) {
    using Found = std::optional<Session>;
    co_return co_await readers_.read<Found>([&](Connection& db) -> Result<Found> {
        auto row = db.query(
            "SELECT id, person, kind, token_hash, subid, created, expires, login FROM sessions WHERE token_hash = ?",
            std::span<const std::uint8_t>(token_hash));
        return row.step() ? Found{session_of(row)} : Found{};
    });
}

Task<Result<std::vector<Session>>> SqliteSessionStore::sessions_of(ContactId person) {
    using Sessions = std::vector<Session>;
    co_return co_await readers_.read<Sessions>([&](Connection& db) -> Result<Sessions> {
        Sessions sessions;
        auto row = db.query(
            "SELECT id, person, kind, token_hash, subid, created, expires, login FROM sessions WHERE person = ? ORDER "
            "BY id",
            person);
        while (row.step()) sessions.push_back(session_of(row));
        return sessions;
    });
}

Task<Result<void>> SqliteSessionStore::prolong(SessionId id, Instant expires) {
    co_return co_await writer_.write<void>(bytes_of_request, [&](WriteContext& context) -> Result<void> {
        const int changed = context.db.run("UPDATE sessions SET expires = ? WHERE id = ?", expires, id);
        if (changed == 0) return refuse(ErrorCode::not_found);
        return {};
    });
}

Task<Result<bool>> SqliteSessionStore::revoke(SessionId id) {
    co_return co_await writer_.write<bool>(bytes_of_request, [&](WriteContext& context) -> Result<bool> {
        return atomically(context.db, [&]() -> Result<bool> {
            context.db.run(
                "INSERT INTO ended_sessions (session, person)"
                " SELECT id, person FROM sessions WHERE id = ? AND kind = ?",
                id, ports::SessionKind::session);
            return context.db.run("DELETE FROM sessions WHERE id = ?", id) != 0;
        });
    });
}

Task<Result<void>> SqliteSessionStore::revoke_all_of(ContactId person, domain::Audited audited) {
    co_return co_await writer_.write<void>(bytes_of_request, [&](WriteContext& context) -> Result<void> {
        return audited_write(context.db, audited, [&]() -> Result<void> {
            context.db.run(
                "INSERT INTO ended_sessions (session, person)"
                " SELECT id, person FROM sessions WHERE person = ? AND kind = ? ORDER BY id",
                person, ports::SessionKind::session);
            context.db.run("DELETE FROM sessions WHERE person = ?", person);
            return {};
        });
    });
}

Task<Result<void>> SqliteSessionStore::remove_expired(Instant now) {
    co_return co_await writer_.write<void>(bytes_of_request, [&](WriteContext& context) -> Result<void> {
        context.db.run("DELETE FROM sessions WHERE expires <= ?", now);
        context.db.run("DELETE FROM ended_sessions WHERE id <= (SELECT max(id) FROM ended_sessions) - ?",
                       ports::ended_sessions_kept);
        return {};
    });
}

Task<Result<ports::EndedSessions>> SqliteSessionStore::ended_after(std::uint64_t cursor) {
    using Ended = ports::EndedSessions;
    co_return co_await readers_.read<Ended>([&](Connection& db) -> Result<Ended> {
        Ended ended{.cursor = cursor, .sessions = {}};
        auto row = db.query("SELECT id, session, person FROM ended_sessions WHERE id > ? ORDER BY id", cursor);
        while (row.step()) {
            ended.cursor = static_cast<std::uint64_t>(row.integer(0));
            ended.sessions.push_back({SessionId{row.number(1)}, ContactId{row.number(2)}});
        }
        return ended;
    });
}

}  // namespace foyer::storage
