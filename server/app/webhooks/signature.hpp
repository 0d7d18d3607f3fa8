#pragma once
#include <string>
#include <string_view>

#include "lib/base/instant.hpp"

namespace foyer::app {

/// The value of X-Foyer-Signature: "t=SECONDS,v1=HEX", the HMAC-SHA256 with the webhook's secret over "SECONDS.BODY".
/// The time lets a receiver refuse what is repeated to him later.
[[nodiscard]] std::string webhook_signature(std::string_view secret, Instant now, std::string_view body);

}  // namespace foyer::app
