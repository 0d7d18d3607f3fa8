#pragma once
#include "server/app/caller.hpp"
#include "server/app/commands/command_table.hpp"
#include "server/app/people/contacts.hpp"

namespace foyer::app {

/// A program asks the user's own clients to do something, and waits for what becomes of it (contract 7). Errors: those
/// of domain::parse_command, `not_found` (somebody named is no contact of the user), `no_client`, `limit_reached`,
/// `store_failed`.
class GiveCommand {
public:
    GiveCommand(CommandTable& commands, Contacts& contacts) : commands_(commands), contacts_(contacts) {}

    Task<Result<domain::CommandOutcome>> run(Caller caller, domain::Command wish);

private:
    Task<Result<void>> check_contacts(ContactId person, std::vector<ContactId> named);

    CommandTable& commands_;
    Contacts& contacts_;
};

}  // namespace foyer::app
