#include "server/main/service_manager.hpp"

#include <systemd/sd-daemon.h>

namespace foyer::main {

ServiceManager::ServiceManager() {
    std::uint64_t limit_us = 0;
    if (sd_watchdog_enabled(0, &limit_us) <= 0) return;
    constexpr std::uint64_t us_per_ms = 1000;
    constexpr std::uint64_t early = 2;  // systemd advises to report at half the time.
    interval_ = Millis{static_cast<Millis::rep>(limit_us / us_per_ms / early)};
}

void ServiceManager::ready(const std::string& status) {
    sd_notify(0, ("READY=1\nSTATUS=" + status).c_str());
}

void ServiceManager::reloading() {
    sd_notify(0, "RELOADING=1");
}

void ServiceManager::stopping() {
    sd_notify(0, "STOPPING=1");
}

void ServiceManager::alive() {
    sd_notify(0, "WATCHDOG=1");
}

}  // namespace foyer::main
