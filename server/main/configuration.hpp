#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "server/config/load.hpp"

namespace foyer::main {

/// Where a subcommand takes its configuration from: `--config FILE`, the environment, and flags: every key as
/// `--section.key VALUE`, some with a short name besides. Lives as long as the subcommand.
class ConfigurationFlags {
public:
    void add_to(CLI::App& command);

    /// Reads everything. Where it is refused, the problems are on standard error.
    [[nodiscard]] std::optional<config::Loaded> load() const;

private:
    std::string file_;
    std::vector<std::pair<std::string, std::unique_ptr<std::vector<std::string>>>> values_;  // By key.
};

}  // namespace foyer::main
