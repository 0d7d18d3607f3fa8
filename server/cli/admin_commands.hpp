#pragma once
#include "server/cli/command_group.hpp"

namespace foyer::cli {

// By what they are about.
void add_company_commands(CLI::App& program, const Prepare& prepare);
void add_user_commands(CLI::App& program, const Prepare& prepare);
void add_session_commands(CLI::App& program, const Prepare& prepare);
void add_invitation_commands(CLI::App& program, const Prepare& prepare);
void add_key_commands(CLI::App& program, const Prepare& prepare);
void add_room_commands(CLI::App& program, const Prepare& prepare);
void add_audit_commands(CLI::App& program, const Prepare& prepare);
void add_server_commands(CLI::App& program, const Prepare& prepare);

/// All of them: `foyer company`, `user`, `session`, ….
void add_admin_commands(CLI::App& program, const Prepare& prepare);

}  // namespace foyer::cli
