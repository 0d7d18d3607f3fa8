#include "server/cli/admin_commands.hpp"

namespace foyer::cli {

void add_admin_commands(CLI::App& program, const Prepare& prepare) {
    add_company_commands(program, prepare);
    add_user_commands(program, prepare);
    add_session_commands(program, prepare);
    add_room_commands(program, prepare);
    add_invitation_commands(program, prepare);
    add_key_commands(program, prepare);
    add_audit_commands(program, prepare);
    add_server_commands(program, prepare);
}

}  // namespace foyer::cli
