#include "server/main/serve_command.hpp"

#include <csignal>
#include <cstdio>

#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include "server/config/load.hpp"
#include "server/main/configuration.hpp"
#include "server/main/demo.hpp"
#include "server/main/embedded_assets.hpp"
#include "server/main/logging.hpp"
#include "server/main/run_task.hpp"
#include "server/main/server.hpp"
#include "server/main/service_manager.hpp"

namespace foyer::main {

namespace {

struct ServeCommand {
    ConfigurationFlags configuration;
    bool demo = false;
    bool demo_anywhere = false;
    std::vector<std::string> assets;

    ExitCode run();
};

void say(const std::string& line) {
    std::printf("%s\n", line.c_str());
    std::fflush(stdout);
}

ExitCode complain(const Error& error) {
    std::fprintf(stderr, "foyer: %s\n", error.sentence.c_str());
    return error.code == ErrorCode::unavailable ? ExitCode::unavailable : ExitCode::failed;
}

bool is_loopback(const std::string& listen) {
    return listen.starts_with("127.") || listen.starts_with("[::1]") || listen.starts_with("localhost:");
}

/// Signals are taken by the main thread alone, when it waits for them; threads that are made later inherit the mask.
sigset_t block_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return signals;
}

/// Every connection is an open file, and the usual soft limit is 1024.
void allow_many_files() {
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
}

void reload(const ConfigurationFlags& configuration, config::Config& current, Server& server) {
    const auto loaded = configuration.load();
    if (!loaded) return spdlog::error("the configuration was not read again: it has mistakes");
    for (const auto* key : config::differing(current, loaded->config)) {
        if (key->reloadable) {
            spdlog::info("{} has changed", key->name);
        } else {
            spdlog::warn("{} has changed, but takes effect after a restart only", key->name);
        }
    }
    server.reload(loaded->config);
    current = loaded->config;
}

/// The next signal; 0 when `longest` has passed without one.
int wait_for_signal(const sigset_t& signals, std::optional<Millis> longest) {
    if (!longest) {
        int signal = 0;
        sigwait(&signals, &signal);
        return signal;
    }
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(*longest);
    const timespec time{.tv_sec = seconds.count(), .tv_nsec = std::chrono::nanoseconds(*longest - seconds).count()};
    return std::max(0, sigtimedwait(&signals, nullptr, &time));
}

void wait_for_the_end(const sigset_t& signals, const ConfigurationFlags& configuration, config::Config& current,
                      Server& server) {
    const ServiceManager manager;
    const auto status = "serving at " + server.url();
    ServiceManager::ready(status);
    for (;;) {
        const int signal = wait_for_signal(signals, manager.watchdog_interval());
        if (signal == SIGHUP) {
            ServiceManager::reloading();
            reload(configuration, current, server);
            ServiceManager::ready(status);
        } else if (signal != 0) {
            spdlog::info("stopping on {}", signal == SIGINT ? "SIGINT" : "SIGTERM");
            ServiceManager::stopping();
            return;
        } else if (server.responds_within(*manager.watchdog_interval())) {
            ServiceManager::alive();
        } else {
            spdlog::error("a thread does not answer; the service manager is not told that all is well");
        }
    }
}

Result<void> seed_if_asked(bool demo, Server& server) {
    if (!demo) return {};
    auto seeded = run_task(server.executor(), seed_demo(server.app()));
    if (!seeded) return refuse(seeded.error());
    say(demo_words());
    return {};
}

ExitCode ServeCommand::run() {
    auto loaded = configuration.load();
    if (!loaded) return ExitCode::usage;
    auto current = loaded->config;
    if (demo && !demo_anywhere && !is_loopback(current.http.listen)) {
        std::fprintf(stderr,
                     "foyer: --demo has well-known passwords, so it listens on this machine only. Use --listen "
                     "127.0.0.1:8080, or add --demo-anywhere if that is really what you want.\n");
        return ExitCode::usage;
    }
    start_logging(current.log);
    const auto signals = block_signals();
    allow_many_files();
    Server server(current, assets.empty() ? gateway::unpack_assets(embedded_pack())
                                          : read_assets({assets.begin(), assets.end()}));
    if (auto opened = server.open(); !opened) return complain(opened.error());
    if (auto seeded = seed_if_asked(demo, server); !seeded) return complain(seeded.error());
    if (auto listening = server.listen(); !listening) return complain(listening.error());
    if (const auto token = server.app().set_up.issue_token()) {
        say(fmt::format("Nobody can log in yet. Set up the first company here: {}/setup#{}", server.public_url(),
                        *token));
    }
    if (const auto metrics = server.metrics_url(); !metrics.empty()) say("Metrics: " + metrics);
    say("Foyer is ready: " + server.url());
    wait_for_the_end(signals, configuration, current, server);
    server.stop();
    spdlog::info("stopped");
    return ExitCode::ok;
}

}  // namespace

void add_serve_command(CLI::App& program, ExitCode& result) {
    auto* command = program.add_subcommand("serve", "Run the server");
    const auto options = std::make_shared<ServeCommand>();  // Shared by the callbacks that CLI11 keeps.
    options->configuration.add_to(*command);
    command->add_flag("--demo", options->demo, "Fill an empty server with example people and rooms");
    command->add_flag("--demo-anywhere", options->demo_anywhere, "Let --demo listen on other than loopback addresses")
        ->group("");
    command->add_option("--assets", options->assets, "Serve SDK and web app from these folders (for development)");
    command->callback([options, &result] { result = options->run(); });
}

}  // namespace foyer::main
