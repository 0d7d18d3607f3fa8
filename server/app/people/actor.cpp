#include "server/app/people/actor.hpp"

namespace foyer::app {

bool may_administer(const Actor& actor, const domain::Directory& directory) {
    const auto* caller = std::get_if<Caller>(&actor);
    if (!caller) return true;
    const auto* person = directory.find(caller->person);
    return person && person->administrator && !person->disabled;
}

}  // namespace foyer::app
