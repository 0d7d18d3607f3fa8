#pragma once
#include <CLI/CLI.hpp>

#include "server/main/exit_code.hpp"

namespace foyer::main {

/// `foyer serve`: runs the server until SIGTERM or SIGINT; SIGHUP reads the configuration again.
void add_serve_command(CLI::App& program, ExitCode& result);

}  // namespace foyer::main
