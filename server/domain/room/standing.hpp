#pragma once
#include <vector>

#include "server/domain/person/directory.hpp"
#include "server/domain/room/room.hpp"

namespace foyer::domain {

/// What a person is to a room (contract 1.1): everything he may do follows from it.
enum class Standing {
    none,      ///< For him the room does not exist.
    member,    ///< Invited or joined.
    watching,  ///< Sees it by his api_chat permission alone.
};

/// Disabled people stand nowhere, and nobody stands in an ended room.
[[nodiscard]] Standing standing(const Room& room, const Person& person, const Directory& directory);

/// The companies of those who are in the room, users and guests, by id: whose supervisors see it.
[[nodiscard]] std::vector<CompanyId> companies_involved(const Room& room, const Directory& directory);

/// Holds api_chat for one of the companies involved.
[[nodiscard]] bool supervises(const Person& person, const Room& room, const Directory& directory);

/// Somebody who is not in the room may watch it by his permission, and the company he has it for wishes that those in
/// the room see so.
[[nodiscard]] bool is_supervised(const Room& room, const Directory& directory);

/// Who is told what happens in the room: its members and the supervisors of the companies involved, by id, nobody
/// disabled.
[[nodiscard]] std::vector<ContactId> audience_of(const Room& room, const Directory& directory);

}  // namespace foyer::domain
