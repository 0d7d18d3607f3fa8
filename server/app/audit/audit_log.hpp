#pragma once
#include <mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "server/app/people/actor.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/ports/audit_store.hpp"
#include "server/ports/world.hpp"

namespace foyer::app {

/// The bounds of the audit log. Defaults are those of schema/config.
struct AuditSettings {
    Millis keep = std::chrono::days{730};
    std::size_t looks = 100'000;  ///< Looks remembered, so that each is entered once per session.
};

/// Makes and stores the entries of the audit log. Any I/O thread. Owned by App.
class AuditLog {
public:
    AuditLog(ports::AuditStore& store, const ports::Clock& clock, DirectoryCache& directory, AuditSettings settings);

    /// What a change is entered as, for the store that makes it.
    [[nodiscard]] domain::Audited entry(const Actor& actor, domain::AuditAction action, domain::AuditTarget target,
                                        std::string detail = {}) const;
    /// Enters that somebody looks at something; before he is shown it. `anew`: each time; else once per session (and
    /// once for the command line while the server runs). Error: `store_failed`, and then nothing may be shown.
    Task<Result<void>> look(Actor actor, domain::AuditAction action, domain::AuditTarget target, bool anew = false,
                            std::string detail = {});

    /// For a session that is opened; null for who is neither administrator nor supervisor.
    [[nodiscard]] domain::Audited opening(ContactId person, std::string detail) const;
    /// A log-in with a wrong password or code. Entered for administrators and supervisors, for each once a minute.
    Task<void> refused_login(ContactId person, std::string remote_address);

    /// Removes what is too old. By Upkeep.
    Task<Result<void>> remove_old();

    [[nodiscard]] ports::AuditStore& store() const { return store_; }
    [[nodiscard]] const DirectoryCache& directory() const { return directory_; }

private:
    /// Who looked at what.
    struct Look {
        ContactId person;
        SessionId session;
        ApiKeyId key;
        domain::AuditAction action{};
        std::uint32_t target = 0;
        bool operator==(const Look&) const = default;
    };
    struct Hasher {
        std::size_t operator()(const Look& look) const noexcept;
    };
    [[nodiscard]] bool is_known(const Look& look);
    void remember(const Look& look);

    ports::AuditStore& store_;
    const ports::Clock& clock_;
    DirectoryCache& directory_;
    AuditSettings settings_;
    std::mutex mutex_;  ///< Guards what follows: any I/O thread enters looks.
    std::unordered_set<Look, Hasher> looks_;
    std::unordered_map<ContactId, Instant> refused_;  ///< When it was entered last; administrators and supervisors.
};

}  // namespace foyer::app
