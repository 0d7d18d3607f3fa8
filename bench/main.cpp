#include <filesystem>
#include <functional>
#include <iostream>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "bench/scenarios.hpp"

namespace {

using foyer::bench::BenchSettings;
using foyer::bench::Rows;

struct Scenario {
    std::string name;
    std::function<Rows(const BenchSettings&)> run;
};

std::vector<Scenario> scenarios() {
    return {
        {"fan-out-10", [](const BenchSettings& s) { return run_fan_out(s, 10); }},
        {"fan-out-100", [](const BenchSettings& s) { return run_fan_out(s, 100); }},
        {"fan-out-1000", [](const BenchSettings& s) { return run_fan_out(s, 1000); }},
        {"many-rooms", [](const BenchSettings& s) { return run_many_rooms(s); }},
        {"acks", [](const BenchSettings& s) { return run_durable_acks(s); }},
        {"signals", [](const BenchSettings& s) { return run_signals(s); }},
        {"connects", [](const BenchSettings& s) { return run_connects(s, false); }},
        {"connects-tls", [](const BenchSettings& s) { return run_connects(s, true); }},
        {"comeback", foyer::bench::run_comeback},
        {"large-start", foyer::bench::run_large_start},
        {"stuck-reader", foyer::bench::run_stuck_reader},
    };
}

void print(const Rows& rows) {
    for (const auto& row : rows) {
        fmt::print("{:<70} {:>20} {:>10}  {}\n", row.what, row.figure, row.goal, row.baseline);
    }
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App program("Measures a Foyer server on this machine, over real WebSockets on the loopback");
    BenchSettings settings;
    settings.server = std::filesystem::canonical("/proc/self/exe").parent_path() / "foyer";
    settings.folder = std::filesystem::temp_directory_path();
    std::vector<std::string> chosen;
    std::int64_t seconds = settings.duration.count();
    bool no_ceiling = false;
    const auto known = scenarios();
    std::vector<std::string> names;
    for (const auto& scenario : known) names.push_back(scenario.name);
    program.add_option("scenario", chosen, fmt::format("{}; none: all", fmt::join(names, ", ")))
        ->check(CLI::IsMember(names).description(""));
    program.add_option("--server", settings.server, "the foyer program");
    program
        .add_option("--folder", settings.folder,
                    "where a folder for all data is made, and removed at the end: the disk that is measured")
        ->check(CLI::ExistingDirectory);
    program.add_option("--seconds", seconds, "of each measurement");
    program.add_option("--connections", settings.idle_connections, "of the connect and comeback scenarios");
    program.add_option("--messages", settings.stored_messages, "in the database of large-start");
    program.add_option("--rooms", settings.stored_rooms, "over which they are spread");
    program.add_option("--serve-flag", settings.server_flags, "one more word for foyer serve; may be repeated")
        ->allow_extra_args(false);
    program.add_flag("--no-ceiling", no_ceiling, "leave the bare writer out");
    CLI11_PARSE(program, argc, argv);
    settings.duration = std::chrono::seconds(seconds);
    settings.with_ceiling = !no_ceiling;
    // A folder of its own: what else lies in the one that was named stays.
    settings.folder /= fmt::format("foyer-bench-{}", ::getpid());

    fmt::print("{} cores, client and server on the same machine, data in {}\n", std::thread::hardware_concurrency(),
               settings.folder.string());
    print({{"", "measured", "goal", "compares with, in the same run"}});
    for (const auto& scenario : known) {
        if (!chosen.empty() && std::ranges::find(chosen, scenario.name) == chosen.end()) continue;
        print(scenario.run(settings));
    }
    std::error_code ignored;
    std::filesystem::remove_all(settings.folder, ignored);
    return 0;
}
