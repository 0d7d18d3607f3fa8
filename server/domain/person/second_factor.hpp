#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/result.hpp"
#include "lib/base/strong_id.hpp"

namespace foyer::domain {

/// SHA-256 of a recovery code: the codes themselves are never stored.
using RecoveryHash = std::array<std::uint8_t, 32>;

/// What besides the password proves who somebody is: an authenticator app (RFC 6238), and codes on paper for the day it
/// is lost. A value; the truth is in the store.
struct SecondFactor {
    ContactId person;
    std::string secret;           ///< Shared with the app; raw bytes.
    bool confirmed = false;       ///< The person has shown that his app has the secret: from then on it is asked for.
    std::uint64_t last_step = 0;  ///< The time step of the newest code that was used.
    std::vector<RecoveryHash> recovery;  ///< Not used yet.
    std::uint32_t version = 0;           ///< Counted by the store; 0: not stored yet.
    bool operator==(const SecondFactor&) const = default;
};

/// The factor after a code of `step` was given. A code is good once, and none older than one that was used.
/// Error: `second_factor_needed`.
[[nodiscard]] Result<SecondFactor> use_code(SecondFactor factor, std::optional<std::uint64_t> step);

/// The factor after a recovery code was given; each is good once. Error: `second_factor_needed`.
[[nodiscard]] Result<SecondFactor> use_recovery(SecondFactor factor, const RecoveryHash& code);

}  // namespace foyer::domain
