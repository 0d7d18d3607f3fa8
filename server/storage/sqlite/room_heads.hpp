#pragma once
#include <optional>
#include <unordered_map>

#include "lib/base/strong_id.hpp"
#include "server/storage/sqlite/connection.hpp"

namespace foyer::storage {

/// What the writer must know of a room to append to it.
struct RoomHead {
    std::uint32_t version = 0;
    Seq newest;
};

/// The heads of the rooms last written to, so that a post is one INSERT. Writer thread only.
/// Holds what the running transaction will have made true: forget() when it is rolled back or others have written.
class RoomHeads {
public:
    explicit RoomHeads(std::size_t bound) : bound_(bound) {}

    /// nullopt if there is no such room. A reference would not survive the next call: put() what has changed.
    std::optional<RoomHead> get(Connection& db, RoomId room);
    void put(RoomId room, RoomHead head);
    void forget() { heads_.clear(); }

private:
    std::size_t bound_;
    std::unordered_map<RoomId, RoomHead> heads_;
};

}  // namespace foyer::storage
