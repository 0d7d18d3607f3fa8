#pragma once
#include "server/app/people/directory_cache.hpp"
#include "server/ports/publisher.hpp"

namespace foyer::app {

/// Has the clients of guests come back whose company lets them do more or less from now on: their next Welcome says so.
/// What they may no longer do is refused and ended without this. On the directory's executor.
void renew_guests(ports::Publisher& publisher, const DirectoryNews& news);

}  // namespace foyer::app
