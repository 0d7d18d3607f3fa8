#pragma once
#include "lib/base/strong_id.hpp"
#include "server/domain/person/scope.hpp"

namespace foyer::app {

/// On whose behalf a use case runs: made by Authenticate and LogIn alone, so holding one means being logged in.
struct Caller {
    ContactId person;
    SessionId session;  ///< 0: he came with an API key.
    ApiKeyId key = {};
    domain::Scopes scopes = domain::Scopes::all();  ///< What the key is good for; gateways look at it.
    bool operator==(const Caller&) const = default;
};

}  // namespace foyer::app
