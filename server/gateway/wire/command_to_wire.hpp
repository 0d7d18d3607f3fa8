#pragma once
#include "schema/feed.pb.h"
#include "server/domain/command/command.hpp"

namespace foyer::gateway {

void to_wire(const domain::Command& command, v1::CommandEvent& out);
[[nodiscard]] v1::CommandOutcome to_wire(domain::CommandOutcome outcome);

}  // namespace foyer::gateway
