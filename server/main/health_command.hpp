#pragma once
#include <CLI/CLI.hpp>

#include "server/main/exit_code.hpp"

namespace foyer::main {

/// `foyer health [URL]`: asks a running server whether it is ready; for service managers and containers.
void add_health_command(CLI::App& program, ExitCode& result);

}  // namespace foyer::main
