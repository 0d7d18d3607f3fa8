#include "server/main/config_commands.hpp"

#include <cstdio>

#include "server/config/describe.hpp"
#include "server/main/configuration.hpp"

namespace foyer::main {

namespace {

void add_reading_command(CLI::App& group, ExitCode& result, const char* name, const char* description,
                         std::function<std::string(const config::Loaded&)> words) {
    auto* command = group.add_subcommand(name, description);
    const auto flags = std::make_shared<ConfigurationFlags>();  // Shared by the callbacks that CLI11 keeps.
    flags->add_to(*command);
    command->callback([flags, words = std::move(words), &result] {
        const auto loaded = flags->load();
        if (loaded) std::fputs(words(*loaded).c_str(), stdout);
        result = loaded ? ExitCode::ok : ExitCode::usage;
    });
}

}  // namespace

void add_config_commands(CLI::App& program, ExitCode& result) {
    auto* group = program.add_subcommand("config", "The configuration");
    group->require_subcommand(1);
    add_reading_command(*group, result, "print", "The values in force, and where each comes from",
                        [](const config::Loaded& loaded) { return config::print(loaded); });
    add_reading_command(*group, result, "check", "Whether the configuration is sound",
                        [](const config::Loaded&) { return std::string("The configuration is sound.\n"); });
    auto* doc = group->add_subcommand("doc", "A commented foyer.toml with all defaults, or what one key means");
    const auto key = std::make_shared<std::string>();  // Shared by the callbacks that CLI11 keeps.
    doc->add_option("key", *key, "section.key");
    doc->callback([key, &result] {
        const auto words = key->empty() ? config::doc() : config::doc(*key);
        if (words.empty()) {
            std::fprintf(stderr, "foyer: There is no key \"%s\".\n", key->c_str());
            result = ExitCode::usage;
            return;
        }
        std::fputs(words.c_str(), stdout);
    });
}

}  // namespace foyer::main
