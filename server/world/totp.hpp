#pragma once
#include "server/ports/one_time_codes.hpp"

namespace foyer::world {

/// RFC 6238 with what every authenticator app understands: SHA-1, six digits, 30 seconds. Through liboath. Any thread.
class Totp final : public ports::OneTimeCodes {
public:
    Totp();
    [[nodiscard]] std::optional<std::uint64_t> step_of(const std::string& secret, const std::string& code,
                                                       Instant now) const override;
    [[nodiscard]] std::string in_letters(const std::string& secret) const override;
};

}  // namespace foyer::world
