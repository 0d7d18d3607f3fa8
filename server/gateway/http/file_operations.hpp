#pragma once
#include "server/app/app.hpp"
#include "server/gateway/http/router.hpp"

namespace foyer::gateway {

struct FileOperationSettings {
    std::size_t chunk_bytes = 1024 * 1024;  ///< The largest body of an upload.
    Millis chunk_timeout{300'000};
};

/// PUT and GET /api/files/:file/chunks/:chunk, GET /api/files/:file: the bytes of files (schema/http.proto). Any I/O
/// thread. `app` outlives the router.
void add_file_operations(Router& router, app::App& app, FileOperationSettings settings);

}  // namespace foyer::gateway
