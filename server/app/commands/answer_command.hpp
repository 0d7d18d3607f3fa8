#pragma once
#include "server/app/caller.hpp"
#include "server/app/commands/command_table.hpp"

namespace foyer::app {

/// A client takes a command, or refuses it. Errors: `not_found`, `already_answered`.
class AnswerCommand {
public:
    explicit AnswerCommand(CommandTable& commands) : commands_(commands) {}

    Task<Result<void>> run(Caller caller, ConnectionId connection, CommandId command, bool accepted);

private:
    Task<Result<void>> answer(ContactId person, ConnectionId connection, CommandId command, bool accepted);

    CommandTable& commands_;
};

}  // namespace foyer::app
