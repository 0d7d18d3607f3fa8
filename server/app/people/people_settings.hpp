#pragma once
#include <chrono>
#include <cstddef>

#include "lib/base/instant.hpp"

namespace foyer::app {

/// Bounds of sessions and passwords. Defaults as in schema/config.
struct SessionSettings {
    Millis session_lifetime = std::chrono::days{30};  ///< Without use; Authenticate prolongs it.
    Millis guest_session_lifetime = std::chrono::days{1};
    Millis login_token_lifetime = std::chrono::days{30};  ///< Of a "stay logged in" token; each use begins it anew.
    std::size_t sessions_per_user = 20;                   ///< Sessions of each kind; one more ends the oldest.
    std::size_t subid_max_bytes = 64;
    std::size_t password_min_characters = 8;
    std::size_t password_max_bytes = 1024;
    Millis session_cache_age{1000};  ///< A session ended by another process is refused after this at the latest.
    std::size_t session_cache_size = 4096;
    std::size_t keys_per_user = 50;
    Millis key_lifetime = std::chrono::days{366};  ///< Of an API key at most.
    Millis key_use_interval{60'000};               ///< How often it is written down when keys were used last.
};

/// Bounds against guessing passwords (see LoginLimits).
struct LoginLimitSettings {
    std::size_t failures_per_pair = 10;      ///< Of one account from one address, within `window`.
    std::size_t failures_per_address = 100;  ///< Over all accounts, within `window`.
    std::size_t failures_before_delay = 20;  ///< Of one account from everywhere; more only delay.
    Millis window = std::chrono::minutes{5};
    Millis longest_delay{2000};
    std::size_t table_size = 16'384;  ///< Entries of each table; the one unused for longest makes room.
};

/// How often and how much presence is told (see PresencePacer).
struct PresenceSettings {
    Millis window{200};                             ///< Changes within it go out as one event.
    Millis grace{5000};                             ///< How long a lost connection stays shown.
    std::size_t frames_per_second = 20'000;         ///< Presence events times readers, per company.
    std::size_t deliveries_per_second = 1'000'000;  ///< Changed people times readers, per company.
    std::size_t resources_per_person = 32;          ///< Shown at most; further connections work, but are not listed.
    std::size_t text_max_bytes = 256;
};

struct RosterSettings {
    std::size_t relations_max = 1000;     ///< Explicit relations of one person.
    std::size_t cached_people = 100'000;  ///< People whose relations are held in memory.
};

struct PeopleSettings {
    SessionSettings sessions;
    LoginLimitSettings login_limits;
    PresenceSettings presence;
    RosterSettings roster;
    Millis directory_poll{500};
};

}  // namespace foyer::app
