#pragma once
#include <functional>
#include <string>

#include "server/app/guests/guest_settings.hpp"
#include "server/config/config.gen.hpp"

namespace foyer::main {

/// What guests need of this machine: the key of their links (drawn when it is not there), telephone numbers, and the
/// address under which people reach the server. Errors are sentences for the administrator.
[[nodiscard]] Result<app::GuestWorld> guest_world(const config::Config& config,
                                                  std::function<std::string()> public_url);

}  // namespace foyer::main
