#pragma once
#include "server/domain/person/directory.hpp"

namespace foyer::domain {

/// What this person may do in his rooms besides reading (contract 1.1): a guest what his company, the inviter's, lets
/// its guests do; anybody else everything.
[[nodiscard]] Abilities abilities_of(const Person& person, const Directory& directory);

}  // namespace foyer::domain
