#pragma once
#include <CLI/CLI.hpp>

#include "server/main/exit_code.hpp"

namespace foyer::main {

/// `foyer config print|check|doc`.
void add_config_commands(CLI::App& program, ExitCode& result);

}  // namespace foyer::main
