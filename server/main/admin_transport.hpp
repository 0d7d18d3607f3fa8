#pragma once
#include <memory>

#include "server/cli/transport.hpp"
#include "server/config/config.gen.hpp"

namespace foyer::main {

/// What carries the command line's requests: the socket of the server that runs on the data folder, or if none does,
/// the same gateway in this process. Errors: `unavailable`, `store_failed`, with sentences for the administrator.
[[nodiscard]] Result<std::unique_ptr<cli::Transport>> reach_server(const config::Config& config);

}  // namespace foyer::main
