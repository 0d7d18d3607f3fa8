#include <CLI/CLI.hpp>

#include "server/main/ws_echo.hpp"

int main(int argc, char** argv) {
    CLI::App program("Foyer, a server for rooms");
    program.set_version_flag("--version", FOYER_VERSION);
    program.require_subcommand(1);

    foyer::WsEchoSettings ws_echo;
    auto* const ws_echo_command = program.add_subcommand("ws-echo", "Send every WebSocket message back");
    foyer::add_ws_echo_flags(*ws_echo_command, ws_echo);

    CLI11_PARSE(program, argc, argv);
    if (ws_echo_command->parsed()) return foyer::run_ws_echo(ws_echo);
    return 0;
}
