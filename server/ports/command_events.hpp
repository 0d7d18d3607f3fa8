#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/instant.hpp"
#include "lib/base/strong_id.hpp"

namespace foyer::ports {

/// A guest as a command names him.
struct CommandGuest {
    std::string name;
    std::string email;
    std::string mobile;
    bool operator==(const CommandGuest&) const = default;
};

/// What a program asks the user's own client to do (contract 7).
struct Command {
    CommandId id;
    std::string type;    ///< "room", "video", "call".
    std::string action;  ///< "create", "start", "dial" …
    std::vector<ContactId> internal;
    std::vector<CommandGuest> external;
    std::string number;  ///< call/dial: whom to call.
    Instant expires{};
    bool operator==(const Command&) const = default;
};

enum class CommandOutcome { accepted, rejected, timed_out };

/// For those connections of the audience that take commands.
struct CommandGiven {
    Command command;
};
/// For those connections of the audience that take commands, but the one that knows it already.
struct CommandEnded {
    CommandId id;
    CommandOutcome outcome = CommandOutcome::accepted;
    std::uint64_t but = 0;  ///< A connection's id; 0: none.
};

}  // namespace foyer::ports
