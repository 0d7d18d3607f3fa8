#pragma once
#include <spdlog/spdlog.h>

namespace foyer::gateway {

/// The log of module "http" where main has set one up, else the default one. Any thread.
[[nodiscard]] inline spdlog::logger& http_log() {
    static const auto logger = spdlog::get("http") ? spdlog::get("http") : spdlog::default_logger();
    return *logger;
}

}  // namespace foyer::gateway
