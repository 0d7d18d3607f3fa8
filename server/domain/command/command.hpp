#pragma once
#include <string>
#include <vector>

#include "lib/base/instant.hpp"
#include "lib/base/result.hpp"
#include "lib/base/strong_id.hpp"

namespace foyer::domain {

/// A guest as a command names him.
struct CommandGuest {
    std::string name;
    std::string email;
    std::string mobile;
    bool operator==(const CommandGuest&) const = default;
};

/// What a program asks a user's own client to do (contract 7). A value.
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

/// The command as it is passed on: one that exists, with what it needs and nothing else, everybody named once. Errors:
/// `bad_request`, `bad_name`, `bad_address`, `limit_reached` (more than `parties_max` parties).
[[nodiscard]] Result<Command> parse_command(Command wish, std::uint32_t parties_max);

}  // namespace foyer::domain
