#pragma once
#include <string>
#include <vector>

#include "server/app/caller.hpp"
#include "server/app/calls/call_settings.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/ports/world.hpp"

namespace foyer::app {

struct IceServer {
    std::vector<std::string> urls;
    std::string username;
    std::string credential;  ///< A secret.
};

struct IceServers {
    std::vector<IceServer> servers;
    Instant expires{};  ///< Of the credentials; the epoch: never.
    bool relay_only = false;
};

/// The servers that help clients meet, with TURN credentials for this person and a short time: the shared-secret scheme
/// of coturn (use-auth-secret), in which the name says when it expires and the credential is its HMAC-SHA1. Errors:
/// `forbidden` (a guest who may not take part in calls), `not_logged_in` (no such person any more).
class GetIceServers {
public:
    GetIceServers(DirectoryCache& directory, const ports::Clock& clock, IceSettings settings)
        : directory_(directory), clock_(clock), settings_(std::move(settings)) {}

    [[nodiscard]] Result<IceServers> run(Caller caller) const;

private:
    DirectoryCache& directory_;
    const ports::Clock& clock_;
    IceSettings settings_;
};

}  // namespace foyer::app
