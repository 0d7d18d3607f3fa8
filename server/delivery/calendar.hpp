#pragma once
#include <string>

#include "server/ports/messenger.hpp"

namespace foyer::delivery {

/// An appointment as a calendar reads it (RFC 5545): from `valid_from` on, for an hour. Pure.
[[nodiscard]] std::string calendar_entry(const ports::InvitationMessage& message, const std::string& summary,
                                         const std::string& uid, Instant now);

}  // namespace foyer::delivery
