#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "lib/base/strong_id.hpp"
#include "server/domain/audit/audit_entry.hpp"

namespace foyer::ports {

/// SHA-256 of a token: tokens themselves are never stored.
using TokenHash = std::array<std::uint8_t, 32>;

enum class SessionKind {
    session,      ///< A cookie or bearer token.
    login_token,  ///< "Stay logged in": exchanged for a session, good for nothing else.
};

struct Session {
    SessionId id;
    ContactId person;
    SessionKind kind = SessionKind::session;
    TokenHash token_hash{};
    std::string subid;
    Instant created{};
    Instant expires{};
    SessionId login{};  ///< The session that this login began with; what follows from its login tokens carries it on.
};

/// A session that was ended before its time, by this process or by another one on the same data.
struct EndedSession {
    SessionId id;
    ContactId person;
    bool operator==(const EndedSession&) const = default;
};

struct EndedSessions {
    std::uint64_t cursor = 0;  ///< What to ask with next.
    std::vector<EndedSession> sessions;
};

/// Far more than can be ended between two looks.
constexpr std::uint32_t ended_sessions_kept = 1'000;

/// Login sessions. May be called on any I/O thread; a write resumes its caller when it is durable.
/// Errors: `not_found`, `already_exists`, `store_failed`, `unavailable`. A refused call changes nothing.
/// With `audited` what is done is entered in the audit log with it, both or none.
class SessionStore {
public:
    virtual ~SessionStore() = default;

    /// Gives the id, never used before; it is also the `login` if none is given. `not_found` for an unknown person,
    /// `already_exists` for a known token.
    virtual Task<Result<Session>> create(Session session, domain::Audited audited = nullptr) = 0;
    /// Expired sessions, too: whether a session still counts is the caller's question.
    virtual Task<Result<std::optional<Session>>> find(TokenHash token_hash) = 0;
    virtual Task<Result<std::vector<Session>>> sessions_of(ContactId person) = 0;
    /// `not_found` if the session is gone.
    virtual Task<Result<void>> prolong(SessionId id, Instant expires) = 0;
    /// False if it was gone already: of two who end the same session, one is told true.
    virtual Task<Result<bool>> revoke(SessionId id) = 0;
    virtual Task<Result<void>> revoke_all_of(ContactId person, domain::Audited audited = nullptr) = 0;
    /// Those with `expires` at or before `now`; and forgets all but the newest `ended_sessions_kept` that were ended.
    virtual Task<Result<void>> remove_expired(Instant now) = 0;
    /// What revoke() and revoke_all_of() have ended since that cursor was given, in order; login tokens are not among
    /// them. Cursor 0: all that is still known.
    virtual Task<Result<EndedSessions>> ended_after(std::uint64_t cursor) = 0;
};

}  // namespace foyer::ports
