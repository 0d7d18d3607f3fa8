#include "server/gateway/wire/command_to_wire.hpp"

#include "server/gateway/wire/to_wire.hpp"

namespace foyer::gateway {

void to_wire(const domain::Command& command, v1::CommandEvent& out) {
    out.set_command_id(command.id.value());
    out.set_type(command.type);
    out.set_action(command.action);
    for (const auto id : command.internal) out.add_internal(id.value());
    for (const auto& guest : command.external) {
        auto& item = *out.add_external();
        item.set_name(guest.name);
        item.set_email(guest.email);
        item.set_mobile(guest.mobile);
    }
    out.set_number(command.number);
    out.set_expires_ms(wire_time(command.expires));
}

v1::CommandOutcome to_wire(domain::CommandOutcome outcome) {
    switch (outcome) {
        case domain::CommandOutcome::accepted:
            return v1::command_accepted;
        case domain::CommandOutcome::rejected:
            return v1::command_rejected;
        case domain::CommandOutcome::timed_out:
            return v1::command_timed_out;
    }
    return v1::command_timed_out;
}

}  // namespace foyer::gateway
