#include "server/domain/room/rights.hpp"

namespace foyer::domain {
namespace {

bool may_join(const Room& room, const Person& actor) {
    return room.is_public && actor.kind == PersonKind::user && !actor.disabled && actor.company == room.company;
}

std::unexpected<Error> refuse_who_is_no_member(Standing stands) {
    return refuse(stands == Standing::watching ? ErrorCode::watching_only : ErrorCode::not_found);
}

}  // namespace

Result<Standing> permit(RoomOperation operation, const Room& room, const Person& actor, const Directory& directory) {
    if (room.ended) {
        // A call ends with its room, and is found by nobody then.
        const bool knows = room.find(actor.id) && operation != RoomOperation::take_part;
        return refuse(knows ? ErrorCode::room_ended : ErrorCode::not_found);
    }
    const auto stands = standing(room, actor, directory);
    if (stands == Standing::none && !(operation == RoomOperation::join && may_join(room, actor))) {
        return refuse(ErrorCode::not_found);
    }
    switch (operation) {
        case RoomOperation::read:
            return stands;
        case RoomOperation::join:
            if (stands == Standing::watching && !may_join(room, actor)) return refuse(ErrorCode::watching_only);
            return stands;
        case RoomOperation::add:
            if (actor.kind != PersonKind::user)
                return refuse(ErrorCode::forbidden, "Guests cannot add people to a room.");
            return stands;
        case RoomOperation::remove:
            if (!supervises(actor, room, directory)) {
                return refuse(ErrorCode::forbidden, "Only a supervisor can remove people from a room.");
            }
            if (!room.multi) return refuse(ErrorCode::not_a_multi_room);
            return stands;
        case RoomOperation::set_flags:
            if (actor.id != room.owner && !supervises(actor, room, directory)) {
                return refuse(ErrorCode::forbidden, "Only the room's owner or a supervisor can change this.");
            }
            return stands;
        case RoomOperation::post:
        case RoomOperation::leave:
        case RoomOperation::rename:
        case RoomOperation::go_multi:
        case RoomOperation::set_seen:
        case RoomOperation::take_up:
        case RoomOperation::send_file:
        case RoomOperation::start_call:
        case RoomOperation::take_part:
            break;
    }
    if (stands != Standing::member) return refuse_who_is_no_member(stands);
    return stands;
}

Result<void> permit_creation(const Person& actor) {
    if (actor.kind == PersonKind::user && !actor.disabled) return {};
    return refuse(ErrorCode::forbidden, "Only users with an account can do this.");
}

}  // namespace foyer::domain
