#pragma once
#include <mutex>
#include <string>

#include "server/config/config.gen.hpp"
#include "server/gateway/rest/rest_operations.hpp"

namespace foyer::main {

/// Sets up the log on standard error: a logger per module ("main", "feed", "http", "storage", "app"), each with its own
/// level. To be called once, before any thread runs.
void start_logging(const config::Config::Log& log);

/// Sets the levels while the program runs: as configured, or all but those of single modules as the administrator
/// wishes. Any thread.
class LogLevels final : public gateway::LogSwitch {
public:
    explicit LogLevels(config::Config::Log log) : log_(std::move(log)) {}

    void configure(const config::Config::Log& log);
    [[nodiscard]] std::string level() const override;
    Result<void> set(std::string_view level) override;

private:
    mutable std::mutex mutex_;  ///< Guards log_: the main thread reads the configuration, I/O threads take wishes.
    config::Config::Log log_;
};

}  // namespace foyer::main
