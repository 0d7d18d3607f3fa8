#pragma once
#include <cstdint>

#include "lib/base/instant.hpp"

namespace foyer::app {

/// The bounds of commands. Defaults are those of schema/config.
struct CommandSettings {
    Millis timeout{30'000};           ///< How long a client may take to answer.
    std::uint32_t open_per_user = 16; ///< Beyond: `limit_reached`.
    std::uint32_t parties_max = 100;  ///< People named in one command; beyond: `limit_reached`.
};

}  // namespace foyer::app
