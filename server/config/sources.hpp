#pragma once
#include <optional>
#include <string>

#include "server/config/load.hpp"

namespace foyer::config {

/// Gathers the sources of this process: the file (`path`, else FOYER_CONFIG, else ./foyer.toml if there is one), the
/// environment, and `flags` ("section.key", text). A file that was named but cannot be read is the one problem.
[[nodiscard]] std::expected<Sources, Problems> sources_of_process(std::optional<std::string> path, Settings flags);

}  // namespace foyer::config
