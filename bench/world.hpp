#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "lib/base/result.hpp"
#include "lib/base/strong_id.hpp"

namespace foyer::bench {

/// How many of everything a scenario needs. Everybody is in one room at most; the first rooms × room_size people are.
struct WorldPlan {
    std::size_t people = 0;
    std::size_t company_size = 50;  ///< Or the room's size, if that is more: members are colleagues.
    std::size_t rooms = 0;
    std::size_t room_size = 0;
    std::size_t messages = 0;  ///< Spread evenly over the rooms.
};

/// Somebody who can connect at once: his session exists.
struct Participant {
    ContactId person;
    std::string token;
    RoomId room;
};

/// Writes people, sessions and rooms straight into a fresh data folder, through the store that the server will open.
[[nodiscard]] Result<std::vector<Participant>> make_world(const std::filesystem::path& folder, const WorldPlan& plan);

}  // namespace foyer::bench
