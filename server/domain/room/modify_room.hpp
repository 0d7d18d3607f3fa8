#pragma once
#include <optional>
#include <string>

namespace foyer::domain {

/// What is to become different about a room (contract 2.4 modify).
struct RoomModification {
    std::optional<std::string> name;
    std::optional<bool> is_public;
    std::optional<bool> archive;
    bool go_multi = false;  ///< Only true has an effect.
};

}  // namespace foyer::domain
