#pragma once
#include <string>

#include "server/delivery/templates.hpp"
#include "server/ports/messenger.hpp"

namespace foyer::delivery {

/// A message as it leaves the house. Pure.
struct MessageText {
    std::string subject;  ///< One line.
    std::string text;
    std::string html;
    std::string sms;
};

/// Fills the placeholders: {name} {inviter} {company} {room} {in_room} {url} {valid_from} {valid_to} {when} {pin}. Others
/// stay as they stand. In html, what is filled in is escaped.
[[nodiscard]] MessageText fill(const Template& form, const ports::InvitationMessage& message);

}  // namespace foyer::delivery
