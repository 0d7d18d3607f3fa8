#include "server/storage/memory/memory_session_store.hpp"

#include <algorithm>
#include <map>
#include <ranges>
#include <utility>

namespace foyer::storage {

using ports::Session;

Task<Result<Session>> MemorySessionStore::create(Session session, domain::Audited audited) {
    co_return co_await tables_.write<Session>([&]() -> Result<Session> {
        if (!tables_.people.contains(session.person)) return refuse(ErrorCode::not_found);
        const auto same = [&](const Session& other) { return other.token_hash == session.token_hash; };
        if (std::ranges::any_of(tables_.sessions | std::views::values, same)) return refuse(ErrorCode::already_exists);
        session.id = SessionId{++tables_.last_session};
        if (!session.login) session.login = session.id;
        tables_.sessions.emplace(session.id, session);
        tables_.enter(audited);
        return session;
    });
}

Task<Result<std::optional<Session>>> MemorySessionStore::find(ports::TokenHash token_hash) {
    using Found = std::optional<Session>;
    co_return co_await tables_.read<Found>([&]() -> Result<Found> {
        for (const auto& session : tables_.sessions | std::views::values) {
            if (session.token_hash == token_hash) return Found{session};
        }
        return Found{};
    });
}

Task<Result<std::vector<Session>>> MemorySessionStore::sessions_of(ContactId person) {
    using Sessions = std::vector<Session>;
    co_return co_await tables_.read<Sessions>([&]() -> Result<Sessions> {
        Sessions sessions;
        for (const auto& session : tables_.sessions | std::views::values) {
            if (session.person == person) sessions.push_back(session);
        }
        return sessions;
    });
}

Task<Result<void>> MemorySessionStore::prolong(SessionId id, Instant expires) {
    co_return co_await tables_.write<void>([&]() -> Result<void> {
        const auto found = tables_.sessions.find(id);
        if (found == tables_.sessions.end()) return refuse(ErrorCode::not_found);
        found->second.expires = expires;
        return {};
    });
}

Task<Result<bool>> MemorySessionStore::revoke(SessionId id) {
    co_return co_await tables_.write<bool>([&]() -> Result<bool> {
        const auto found = tables_.sessions.find(id);
        if (found == tables_.sessions.end()) return false;
        note_ended(found->second);
        tables_.sessions.erase(found);
        return true;
    });
}

Task<Result<void>> MemorySessionStore::revoke_all_of(ContactId person, domain::Audited audited) {
    co_return co_await tables_.write<void>([&]() -> Result<void> {
        std::erase_if(tables_.sessions, [&](const auto& entry) {
            if (entry.second.person != person) return false;
            note_ended(entry.second);
            return true;
        });
        tables_.enter(audited);
        return {};
    });
}

Task<Result<void>> MemorySessionStore::remove_expired(Instant now) {
    co_return co_await tables_.write<void>([&]() -> Result<void> {
        std::erase_if(tables_.sessions, [&](const auto& entry) { return entry.second.expires <= now; });
        std::erase_if(tables_.ended_sessions, [&](const auto& entry) {
            return entry.first + ports::ended_sessions_kept <= tables_.last_ended;
        });
        return {};
    });
}

Task<Result<ports::EndedSessions>> MemorySessionStore::ended_after(std::uint64_t cursor) {
    using Ended = ports::EndedSessions;
    co_return co_await tables_.read<Ended>([&]() -> Result<Ended> {
        Ended ended{.cursor = cursor, .sessions = {}};
        for (auto at = tables_.ended_sessions.upper_bound(cursor); at != tables_.ended_sessions.end(); ++at) {
            ended.cursor = at->first;
            ended.sessions.push_back(at->second);
        }
        return ended;
    });
}

void MemorySessionStore::note_ended(const Session& session) {
    if (session.kind != ports::SessionKind::session) return;
    tables_.ended_sessions.emplace(++tables_.last_ended, ports::EndedSession{session.id, session.person});
}

}  // namespace foyer::storage
