#pragma once
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/app/caller.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/app/people/people_settings.hpp"
#include "server/app/people/tokens.hpp"
#include "server/ports/publisher.hpp"
#include "server/ports/session_store.hpp"
#include "server/ports/world.hpp"

namespace foyer::app {

/// Opens, finds and ends login sessions. Ended ones are refused and their connections cut at once. Any thread.
class Sessions {
public:
    Sessions(ports::SessionStore& store, ports::Publisher& publisher, const ports::Clock& clock, ports::Random& random,
             DirectoryCache& directory, SessionSettings settings);

    struct Opened {
        ports::Session session;
        std::string token;  ///< A secret; stored nowhere.
    };
    /// `login` 0: a login begins with it. Above `sessions_per_user` the oldest session of that kind ends. Error:
    /// `store_failed`.
    Task<Result<Opened>> open(ContactId person, ports::SessionKind kind, std::string subid, SessionId login,
                              domain::Audited audited = nullptr);

    /// The living session of a token; prolongs it when a good part of its time has passed.
    /// Errors: `not_logged_in` (unknown, ended, expired, other kind), `store_failed`.
    Task<Result<ports::Session>> find(std::string token);
    /// A living login token, which stays and is prolonged like a session. Errors: as find().
    Task<Result<ports::Session>> find_login_token(std::string token);
    /// Takes a login token out of the world: of two who present the same one, one succeeds.
    /// Errors: `not_logged_in`, `store_failed`.
    Task<Result<ports::Session>> consume_login_token(std::string token);

    Task<Result<void>> end(ports::Session session, std::string reason);
    /// The session, and the login tokens of the login it belongs to: or the same client would come back by itself.
    /// Harmless when repeated.
    Task<Result<void>> end_login(Caller caller, std::string reason);
    /// Every session and login token of a person. `reason` is for the person.
    Task<Result<void>> end_all(ContactId person, std::string reason, domain::Audited audited = nullptr);
    /// All but one.
    Task<Result<void>> end_others(Caller caller, std::string reason);
    /// Newest first.
    Task<Result<std::vector<ports::Session>>> list(ContactId person);
    Task<Result<void>> remove_expired();
    /// Cuts the connections of sessions that another process has ended. On one executor, again and again.
    Task<Result<void>> look_for_ended();

private:
    struct Hasher {
        std::size_t operator()(const ports::TokenHash& hash) const noexcept;
    };
    struct Cached {
        ports::Session session;
        Instant read;
    };

    [[nodiscard]] std::optional<ports::Session> cached(const ports::TokenHash& hash, Instant now);
    void cache(const ports::Session& session, Instant now, std::uint64_t read_at);
    void forget(ContactId person);
    Task<Result<void>> end_oldest(ContactId person, ports::SessionKind kind);
    [[nodiscard]] Millis lifetime(ContactId person, ports::SessionKind kind) const;
    [[nodiscard]] std::uint64_t generation();
    Task<Result<ports::Session>> read(ports::TokenHash hash, ports::SessionKind kind);
    Task<Result<void>> prolong(ports::Session& session, Instant now);
    void cut(ContactId person, SessionId session, std::string reason);

    ports::SessionStore& store_;
    ports::Publisher& publisher_;
    const ports::Clock& clock_;
    ports::Random& random_;
    DirectoryCache& directory_;
    SessionSettings settings_;
    std::uint64_t ended_cursor_ = 0;  ///< Of look_for_ended() alone.
    std::mutex mutex_;                ///< Guards cache_ and generation_: any I/O thread asks who a token is.
    std::unordered_map<ports::TokenHash, Cached, Hasher> cache_;
    std::uint64_t generation_ = 0;  ///< Counts forget(): what was read from the store before it is not cached after it.
};

}  // namespace foyer::app
