#pragma once
#include <optional>
#include <string>

#include "server/domain/call/call.hpp"

namespace foyer::domain {

/// What stands in the room when a call has ended that connected people: "Call by Ann, 3 min 12 s." nullopt for a call
/// that nobody answered.
[[nodiscard]] std::optional<std::string> call_notice(const Call& call, const std::string& initiator, Instant now);

}  // namespace foyer::domain
