#pragma once
#include <memory>
#include <vector>

#include "server/ports/publisher.hpp"

namespace foyer::ports {

/// Sees what happens in rooms, with all there is to know of the room: for those who are told outside of it. Called on
/// the room's strand after it is stored and told; never blocks.
class RoomWitness {
public:
    virtual ~RoomWitness() = default;
    /// `before` null: the room is new.
    virtual void became(const std::shared_ptr<const RoomView>& before, const std::shared_ptr<const RoomView>& now) = 0;
    virtual void posted(const std::shared_ptr<const RoomView>& room, const std::vector<domain::Message>& messages) = 0;
};

}  // namespace foyer::ports
