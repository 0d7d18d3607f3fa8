#include "server/domain/person/abilities.hpp"

namespace foyer::domain {

Abilities abilities_of(const Person& person, const Directory& directory) {
    if (person.kind != PersonKind::guest) return {};
    const auto* const company = directory.company(person.company);
    return company ? company->guests_may : Abilities{.chat = false, .share_files = false, .call = false};
}

}  // namespace foyer::domain
