#pragma once
#include "server/app/people/directory_cache.hpp"
#include "server/ports/file_bytes.hpp"
#include "server/ports/file_store.hpp"
#include "server/ports/publisher.hpp"
#include "server/ports/world.hpp"

namespace foyer::app {

/// What the use cases of files need from the world. References to what outlives them, wired in App.
struct FilePorts {
    ports::FileStore& store;
    ports::FileBytes& bytes;
    ports::Publisher& publisher;
    const ports::Clock& clock;
    DirectoryCache& directory;
};

}  // namespace foyer::app
