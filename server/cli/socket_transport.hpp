#pragma once
#include <filesystem>
#include <memory>

#include "server/cli/transport.hpp"

namespace foyer::cli {

/// To the server that listens on this Unix socket; nullptr if none does. Error: `unavailable` if there is one that may
/// not be asked.
[[nodiscard]] Result<std::unique_ptr<Transport>> connect_to(const std::filesystem::path& socket);

}  // namespace foyer::cli
