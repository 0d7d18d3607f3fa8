#pragma once
#include "server/config/config.gen.hpp"

namespace foyer::main {

/// Sets up the log on standard error: a logger per module ("main", "feed", "http", "storage", "app"), each with its own
/// level. To be called once, before any thread runs.
void start_logging(const config::Config::Log& log);

/// Sets the levels anew. Any thread.
void set_log_levels(const config::Config::Log& log);

}  // namespace foyer::main
