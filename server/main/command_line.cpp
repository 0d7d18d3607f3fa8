#include "server/main/command_line.hpp"

#include <cstdio>

#include <CLI/CLI.hpp>

#include "server/cli/admin_commands.hpp"
#include "server/main/admin_transport.hpp"
#include "server/main/backup_commands.hpp"
#include "server/main/config_commands.hpp"
#include "server/main/configuration.hpp"
#include "server/main/exit_code.hpp"
#include "server/main/health_command.hpp"
#include "server/main/serve_command.hpp"
#include "server/main/ws_echo.hpp"

namespace foyer::main {

namespace {

ExitCode complain(const Error& error) {
    std::fprintf(stderr, "foyer: %s\n", error.sentence.c_str());
    return error.code == ErrorCode::unavailable ? ExitCode::unavailable : ExitCode::failed;
}

ExitCode administer(const ConfigurationFlags& flags, const cli::Work& work) {
    const auto loaded = flags.load();
    if (!loaded) return ExitCode::usage;
    const auto server = reach_server(loaded->config);
    if (!server) return complain(server.error());
    const auto done = work(**server);
    return done ? ExitCode::ok : complain(done.error());
}

/// Subcommands that administer find their server by the configuration: the data folder is what matters.
cli::Prepare by_configuration(ExitCode& result) {
    return [&result](CLI::App& command) -> cli::Perform {
        const auto flags = std::make_shared<ConfigurationFlags>();  // Shared by the callbacks that CLI11 keeps.
        flags->add_to(command);
        return [flags, &result](const cli::Work& work) { result = administer(*flags, work); };
    };
}

}  // namespace

int run_command_line(int argc, char** argv) {
    CLI::App program{"Foyer: a place for rooms, on your own machine."};
    program.set_version_flag("--version", std::string("foyer ") + FOYER_VERSION);
    program.require_subcommand(1);
    auto chosen = ExitCode::ok;
    add_serve_command(program, chosen);
    cli::add_admin_commands(program, by_configuration(chosen));
    add_config_commands(program, chosen);
    add_backup_commands(program, chosen);
    add_health_command(program, chosen);
    WsEchoSettings ws_echo;
    auto* echo =
        program.add_subcommand("ws-echo", "Send every WebSocket message back (for conformance suites)")->group("");
    add_ws_echo_flags(*echo, ws_echo);
    echo->callback([&ws_echo, &chosen] { chosen = run_ws_echo(ws_echo) == 0 ? ExitCode::ok : ExitCode::failed; });
    try {
        program.parse(argc, argv);
    } catch (const CLI::Success& asked_for_help) {
        return program.exit(asked_for_help);
    } catch (const CLI::ParseError& error) {
        program.exit(error);
        return static_cast<int>(ExitCode::usage);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "foyer: %s\n", failure.what());
        return static_cast<int>(ExitCode::failed);
    }
    return static_cast<int>(chosen);
}

}  // namespace foyer::main
