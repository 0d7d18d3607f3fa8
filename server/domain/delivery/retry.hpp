#pragma once
#include <cstdint>
#include <optional>

#include "lib/base/instant.hpp"

namespace foyer::domain {

/// How often and when something that could not be delivered is tried again.
struct RetryRule {
    std::uint32_t attempts = 8;  ///< In all.
    Millis first_pause{10'000};  ///< After the first failure; each further pause is four times as long …
    Millis longest_pause{6 * 60 * 60 * 1000};
};

/// When to try again after `tries` failures (at least 1); nullopt: it has failed for good. `dice` is any number: it
/// spreads the pause over its second half, so that what failed together does not come back together.
[[nodiscard]] std::optional<Instant> next_try(const RetryRule& rule, std::uint32_t tries, Instant now,
                                              std::uint32_t dice);

}  // namespace foyer::domain
