#pragma once
#include <cstdint>

#include "server/domain/delivery/retry.hpp"

namespace foyer::app {

/// The bounds of webhooks. Defaults are those of schema/config.
struct WebhookSettings {
    std::uint32_t per_company = 20;  ///< Beyond: `limit_reached`.
    std::uint32_t queue = 10'000;    ///< Deliveries that wait for one webhook; further ones are dropped.
    std::uint32_t log = 200;         ///< Ended deliveries kept of each.
    bool allow_private = false;      ///< Private, loopback and link-local addresses, too.
    Millis timeout{10'000};          ///< One try.
    domain::RetryRule retry;
    std::uint32_t idempotency_key_bytes = 64;  ///< Beyond: `bad_request`.
};

}  // namespace foyer::app
