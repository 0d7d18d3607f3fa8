#pragma once
#include "server/domain/person/directory.hpp"

namespace foyer::domain {

/// What a guest sees of others (contract 1.1): the names and presence of the members of his rooms, and of nobody else.

/// Whether `other` is a contact of the guest; `share_room`: both are members of some room.
[[nodiscard]] bool guest_sees(const Person& guest, const Person& other, bool share_room);

/// Somebody as a guest sees him: without login name, address and permissions.
[[nodiscard]] Person as_seen_by_guest(const Person& other);

}  // namespace foyer::domain
