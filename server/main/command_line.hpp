#pragma once

namespace foyer::main {

/// The whole program: reads the command line, performs the subcommand, gives the exit code.
int run_command_line(int argc, char** argv);

}  // namespace foyer::main
