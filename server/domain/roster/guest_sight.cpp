#include "server/domain/roster/guest_sight.hpp"

namespace foyer::domain {

bool guest_sees(const Person& guest, const Person& other, bool share_room) {
    return !guest.disabled && !other.disabled && guest.id != other.id && share_room;
}

Person as_seen_by_guest(const Person& other) {
    Person seen;
    seen.id = other.id;
    seen.kind = other.kind;
    seen.company = other.company;
    seen.name = other.name;
    return seen;
}

}  // namespace foyer::domain
