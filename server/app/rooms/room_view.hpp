#pragma once
#include <memory>

#include "server/domain/person/directory.hpp"
#include "server/ports/publisher.hpp"

namespace foyer::app {

/// The room with the names and companies of its members as they are now.
[[nodiscard]] std::shared_ptr<const ports::RoomView> view_of(domain::Room room, const domain::Directory& directory);

/// The same faces: nothing a reader is shown of the members has changed.
[[nodiscard]] bool shows_the_same(const ports::RoomView& view, const domain::Directory& directory);

}  // namespace foyer::app
