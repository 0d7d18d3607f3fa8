#pragma once
#include <cstdint>

#include "server/domain/command/command.hpp"

namespace foyer::ports {

/// For those connections of the audience that take commands.
struct CommandGiven {
    domain::Command command;
};
/// For those connections of the audience that take commands, but the one that knows it already.
struct CommandOver {
    CommandId id;
    domain::CommandOutcome outcome = domain::CommandOutcome::accepted;
    std::uint64_t but = 0;  ///< A connection's id; 0: none.
};

}  // namespace foyer::ports
