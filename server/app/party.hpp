#pragma once
#include <variant>
#include <vector>

#include "lib/base/strong_id.hpp"
#include "server/domain/guest/describe_guest.hpp"

namespace foyer::app {

using GuestSpec = domain::GuestDescription;

/// Whom to invite: somebody the server knows, or a guest described.
using Party = std::variant<ContactId, GuestSpec>;

}  // namespace foyer::app
