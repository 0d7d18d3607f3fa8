#pragma once
#include <CLI/CLI.hpp>

#include "server/main/exit_code.hpp"

namespace foyer::main {

/// `foyer key create | list | revoke`: API keys of a user.
void add_key_commands(CLI::App& program, ExitCode& result);

}  // namespace foyer::main
