#include "server/main/backup_commands.hpp"

#include <cstdio>

#include <unistd.h>

#include "server/backup/backup.hpp"
#include "server/main/configuration.hpp"
#include "server/world/system_clock.hpp"

namespace foyer::main {

namespace {

struct Options {
    ConfigurationFlags configuration;
    std::string backup;
};

/// One line that moves, for a person at a terminal; nothing for a program.
void show(const std::string& what, std::uint64_t done, std::uint64_t all) {
    if (::isatty(STDERR_FILENO) == 0 || all == 0) return;
    constexpr std::uint64_t percent = 100;
    std::fprintf(stderr, "\r%-12s %3u %%", what.c_str(), static_cast<unsigned>(done * percent / all));
    if (done == all) std::fputc('\n', stderr);
}

ExitCode tell(const Result<backup::Manifest>& done, const char* words, const std::string& where) {
    if (!done) {
        std::fprintf(stderr, "foyer: %s\n", done.error().sentence.c_str());
        return ExitCode::failed;
    }
    std::uint64_t bytes = 0;
    for (const auto& file : done->files) bytes += file.bytes;
    std::printf("%s %s: %zu files, %.1f MB\n", words, where.c_str(), done->files.size(),
                static_cast<double>(bytes) / 1e6);
    return ExitCode::ok;
}

using Work = std::function<ExitCode(const Options&, const std::string& data)>;

void add_command(CLI::App& group, ExitCode& result, const char* name, const char* description, const char* of_backup,
                 Work work) {
    auto* command = group.add_subcommand(name, description);
    const auto options = std::make_shared<Options>();  // Shared by the callbacks that CLI11 keeps.
    options->configuration.add_to(*command);
    command->add_option("backup", options->backup, of_backup)->required();
    command->callback([options, work = std::move(work), &result] {
        const auto loaded = options->configuration.load();
        result = loaded ? work(*options, loaded->config.data.dir) : ExitCode::usage;
    });
}

}  // namespace

void add_backup_commands(CLI::App& program, ExitCode& result) {
    auto* group = program.add_subcommand("backup", "Copies of the data folder");
    group->require_subcommand(1);
    add_command(*group, result, "create", "Copy the data folder, also while the server runs", "The folder to make",
                [](const Options& options, const std::string& data) {
                    const world::SystemClock clock;
                    return tell(backup::create(data, options.backup, clock.now(), show), "Made", options.backup);
                });
    add_command(*group, result, "verify", "Read a backup through and check it", "The backup's folder",
                [](const Options& options, const std::string&) {
                    return tell(backup::verify(options.backup, show), "Sound:", options.backup);
                });
    add_command(*group, result, "restore", "Make a data folder of a backup; the server must not run",
                "The backup's folder", [](const Options& options, const std::string& data) {
                    return tell(backup::restore(options.backup, data, show), "Restored into", data);
                });
}

}  // namespace foyer::main
