#pragma once
#include <functional>
#include <optional>
#include <string>

#include "lib/base/instant.hpp"

namespace foyer::main {

/// What systemd is told about this service (sd_notify(3)): started by anything else, every call has no effect.
/// Main thread.
class ServiceManager {
public:
    ServiceManager();

    static void ready(const std::string& status);
    static void reloading();
    static void stopping();
    /// How often alive() is wanted; nullopt: nobody watches.
    [[nodiscard]] std::optional<Millis> watchdog_interval() const { return interval_; }
    static void alive();

private:
    std::optional<Millis> interval_;
};

}  // namespace foyer::main
