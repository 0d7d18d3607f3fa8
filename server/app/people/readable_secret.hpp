#pragma once
#include <string>

#include "server/ports/world.hpp"

namespace foyer::app {

/// "k3dz-8xq1-vmp4-ab2c": sixteen letters and digits that cannot be mistaken for each other, 80 bits. For people to
/// copy by hand: recovery codes, first passwords.
[[nodiscard]] std::string readable_secret(ports::Random& random);

}  // namespace foyer::app
