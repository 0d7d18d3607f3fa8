#include "server/main/configuration.hpp"

#include <cstdio>

#include "server/config/key.hpp"
#include "server/config/sources.hpp"

namespace foyer::main {

namespace {

void tell(const config::Problems& problems) {
    for (const auto& problem : problems) std::fprintf(stderr, "foyer: %s\n", problem.c_str());
}

}  // namespace

void ConfigurationFlags::add_to(CLI::App& command) {
    command.add_option("--config", file_, "Configuration file (TOML)");
    for (const auto& key : config::keys()) {
        auto& [name, values] =
            values_.emplace_back(std::string(key.name), std::make_unique<std::vector<std::string>>());
        auto names = "--" + name;
        if (!key.flag.empty()) names = std::string(key.flag) + "," + names;
        auto* option = command.add_option(names, *values, std::string(key.doc));
        option->allow_extra_args(false);
        if (key.flag.empty()) option->group("");  // Told by `foyer config doc`, not by --help.
    }
}

std::optional<config::Loaded> ConfigurationFlags::load() const {
    config::Settings flags;
    for (const auto& [name, values] : values_) {
        for (const auto& value : *values) flags.emplace_back(name, value);
    }
    const auto file = file_.empty() ? std::nullopt : std::optional(file_);
    auto sources = config::sources_of_process(file, std::move(flags));
    if (!sources) {
        tell(sources.error());
        return std::nullopt;
    }
    auto loaded = config::load(*sources);
    if (!loaded) {
        tell(loaded.error());
        return std::nullopt;
    }
    return std::move(*loaded);
}

}  // namespace foyer::main
