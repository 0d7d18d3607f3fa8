#include "server/domain/call/call_notice.hpp"

#include <fmt/format.h>

namespace foyer::domain {
namespace {

std::string duration(std::chrono::seconds time) {
    const auto seconds = time.count();
    if (seconds < 60) return fmt::format("{} s", seconds);
    if (seconds < 3600) return fmt::format("{} min {} s", seconds / 60, seconds % 60);
    return fmt::format("{} h {} min", seconds / 3600, seconds % 3600 / 60);
}

}  // namespace

std::optional<std::string> call_notice(const Call& call, const std::string& initiator, Instant now) {
    if (!call.is_connected()) return std::nullopt;
    const auto lasted = std::chrono::duration_cast<std::chrono::seconds>(now - call.connected);
    return fmt::format("Call by {}, {}.", initiator, duration(lasted));
}

}  // namespace foyer::domain
