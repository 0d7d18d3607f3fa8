#pragma once
#include <string_view>

#include "lib/base/result.hpp"
#include "server/domain/command/command.hpp"

/// What a program writes to have a command given (docs/commands.md): JSON or a form, in the several shapes that programs
/// have used. Pure; any thread.
namespace foyer::gateway {

/// Fields `type`, `internal`, `external`, `number`; others are not looked at. Error: `bad_request`.
[[nodiscard]] Result<domain::Command> command_from_json(std::string_view body);
[[nodiscard]] Result<domain::Command> command_from_form(std::string_view body);

}  // namespace foyer::gateway
