#include "server/app/commands/give_command.hpp"

#include <algorithm>

namespace foyer::app {

Task<Result<domain::CommandOutcome>> GiveCommand::run(Caller caller, domain::Command wish) {
    auto command = domain::parse_command(std::move(wish), commands_.settings().parties_max);
    if (!command) co_return refuse(command.error());
    if (auto known = co_await check_contacts(caller.person, command->internal); !known) {
        co_return refuse(known.error());
    }
    co_return co_await commands_.on_strand(commands_.ask(caller.person, std::move(*command)));
}

Task<Result<void>> GiveCommand::check_contacts(ContactId person, std::vector<ContactId> named) {
    if (named.empty()) co_return Result<void>{};
    const auto contacts = co_await contacts_.contacts_of(person);
    if (!contacts) co_return refuse(contacts.error());
    for (const auto id : named) {
        const auto is_he = [id](const ports::ContactView& view) { return view.person.id == id; };
        if (std::ranges::none_of(*contacts, is_he)) co_return refuse(ErrorCode::not_found);
    }
    co_return Result<void>{};
}

}  // namespace foyer::app
