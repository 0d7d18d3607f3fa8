#pragma once
#include <spdlog/spdlog.h>

namespace foyer::gateway {

/// The log of module "feed" where main has set one up, else the default one. Any thread.
[[nodiscard]] inline spdlog::logger& feed_log() {
    static const auto logger = spdlog::get("feed") ? spdlog::get("feed") : spdlog::default_logger();
    return *logger;
}

}  // namespace foyer::gateway
