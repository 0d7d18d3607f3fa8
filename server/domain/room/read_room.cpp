#include "server/domain/room/read_room.hpp"

#include <algorithm>

#include "server/domain/room/rights.hpp"

namespace foyer::domain {

Result<Seq> history_floor(const Room& room, const Person& person, const Directory& directory) {
    const auto stands = permit(RoomOperation::read, room, person, directory);
    if (!stands) return refuse(stands.error());
    if (*stands == Standing::watching || room.archive) return Seq{1};
    return room.find(person.id)->first_seq;
}

Result<Seq> see(const Room& room, Seq newest, const Person& person, Seq seq, const Directory& directory) {
    if (auto stands = permit(RoomOperation::set_seen, room, person, directory); !stands) return refuse(stands.error());
    return std::min(seq, newest);
}

}  // namespace foyer::domain
