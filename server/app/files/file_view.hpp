#pragma once
#include <memory>

#include "server/domain/person/directory.hpp"
#include "server/ports/file_events.hpp"

namespace foyer::app {

/// The file with the names of sender and receivers as they are now.
[[nodiscard]] std::shared_ptr<const ports::FileView> view_of(domain::FileTransfer file,
                                                             const domain::Directory& directory);

}  // namespace foyer::app
