#pragma once
#include <cstdint>

namespace foyer::app {

/// The bounds of rooms. Defaults are those of schema/config.
struct RoomSettings {
    std::uint32_t message_bytes = 65536;       ///< Text of one message; beyond: `bad_text`.
    std::uint32_t name_characters = 100;       ///< Name of a room; beyond: `bad_name`.
    std::uint32_t idempotency_key_bytes = 64;  ///< Beyond: `bad_request`.
    std::uint32_t members_max = 5000;          ///< Members of one room; beyond: `limit_reached`.
    std::uint32_t live_max = 20000;            ///< Rooms kept in memory, all threads together; the least used go first.
    std::uint32_t history_page = 200;          ///< Messages in one HistoryPage at most.
    std::uint32_t history_page_default = 50;   ///< Messages in one HistoryPage when the client names no limit.
    std::uint32_t public_page = 100;           ///< Rooms in one page of public rooms.
    std::uint32_t snapshot_rooms = 2000;    ///< Rooms of a person in one snapshot, and as many again that he watches.
    std::uint32_t catch_up_messages = 200;  ///< Missed messages of one room in a snapshot; beyond: `more`.
    std::uint32_t catch_up_bytes = 1024 * 1024;  ///< Text of all missed messages in a snapshot; beyond: `more`.
    std::uint32_t conflict_retries = 3;          ///< How often a decision is made anew when the room has moved on.
};

}  // namespace foyer::app
