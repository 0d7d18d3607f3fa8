#pragma once
#include "lib/base/strong_id.hpp"

namespace foyer::app {

/// On whose behalf a use case runs: made by Authenticate and LogIn alone, so holding one means being logged in.
struct Caller {
    ContactId person;
    SessionId session;
    bool operator==(const Caller&) const = default;
};

}  // namespace foyer::app
