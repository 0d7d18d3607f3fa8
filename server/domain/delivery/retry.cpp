#include "server/domain/delivery/retry.hpp"

#include <algorithm>

namespace foyer::domain {

std::optional<Instant> next_try(const RetryRule& rule, std::uint32_t tries, Instant now, std::uint32_t dice) {
    if (tries >= rule.attempts) return std::nullopt;
    auto pause = rule.first_pause;
    for (std::uint32_t i = 1; i < tries && pause < rule.longest_pause; ++i) pause *= 4;
    pause = std::max(Millis{1}, std::min(pause, rule.longest_pause));
    const auto half = pause / 2;
    return now + half + Millis{dice % (half.count() + 1)};
}

}  // namespace foyer::domain
