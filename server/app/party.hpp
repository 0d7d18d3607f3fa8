#pragma once
#include <string>
#include <variant>

#include "lib/base/strong_id.hpp"

namespace foyer::app {

/// Somebody from outside who is to come in through a link (contract 9).
struct GuestSpec {
    std::string name;
    std::string email;
    std::string mobile;
    bool invite = false;  ///< Send the link by e-mail or text message; else the inviter passes it on himself.
};

/// Whom to invite: somebody the server knows, or a guest described.
using Party = std::variant<ContactId, GuestSpec>;

}  // namespace foyer::app
