#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "lib/base/instant.hpp"

namespace foyer::ports {

/// The codes that an authenticator app shows (RFC 6238). Any thread.
class OneTimeCodes {
public:
    virtual ~OneTimeCodes() = default;
    /// The time step whose code this is: the present one or a neighbour, for clocks that differ. nullopt: none of them.
    [[nodiscard]] virtual std::optional<std::uint64_t> step_of(const std::string& secret, const std::string& code,
                                                               Instant now) const = 0;
    /// The secret as people type it into an app (base32).
    [[nodiscard]] virtual std::string in_letters(const std::string& secret) const = 0;
};

}  // namespace foyer::ports
