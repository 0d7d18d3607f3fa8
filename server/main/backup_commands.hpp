#pragma once
#include <CLI/CLI.hpp>

#include "server/main/exit_code.hpp"

namespace foyer::main {

/// `foyer backup create|verify|restore`.
void add_backup_commands(CLI::App& program, ExitCode& result);

}  // namespace foyer::main
