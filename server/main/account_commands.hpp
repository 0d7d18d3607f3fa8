#pragma once
#include <CLI/CLI.hpp>

#include "server/main/exit_code.hpp"

namespace foyer::main {

/// `foyer company …` and `foyer user …`: accounts on a data folder, also of a running server.
void add_account_commands(CLI::App& program, ExitCode& result);

}  // namespace foyer::main
