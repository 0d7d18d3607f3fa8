#include "server/app/commands/answer_command.hpp"

namespace foyer::app {

Task<Result<void>> AnswerCommand::run(Caller caller, ConnectionId connection, CommandId command, bool accepted) {
    co_return co_await commands_.on_strand(answer(caller.person, connection, command, accepted));
}

Task<Result<void>> AnswerCommand::answer(ContactId person, ConnectionId connection, CommandId command, bool accepted) {
    co_return commands_.answer(person, connection, command, accepted);
}

}  // namespace foyer::app
