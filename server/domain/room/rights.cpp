#include "server/domain/room/rights.hpp"

#include "server/domain/person/abilities.hpp"

namespace foyer::domain {
namespace {

bool may_join(const Room& room, const Person& actor) {
    return room.is_public && actor.kind == PersonKind::user && !actor.disabled && actor.company == room.company;
}

bool is_about_a_file_on_its_way(RoomOperation operation) {
    return operation == RoomOperation::move_file || operation == RoomOperation::drop_file;
}

bool is_about_what_runs(RoomOperation operation) {
    return operation == RoomOperation::take_part || operation == RoomOperation::leave_call ||
           is_about_a_file_on_its_way(operation);
}

std::unexpected<Error> refuse_who_is_no_member(Standing stands, RoomOperation operation) {
    const bool knows = stands == Standing::watching && !is_about_a_file_on_its_way(operation);
    return refuse(knows ? ErrorCode::watching_only : ErrorCode::not_found);
}

constexpr const char* no_chat = "Guests of this company can read here, not write.";
constexpr const char* no_files = "Guests of this company can neither send nor take files.";
constexpr const char* no_calls = "Guests of this company cannot take part in calls.";

/// What a member is told who lacks what the operation needs; nullptr if he does not. Reading, leaving and giving up
/// need nothing.
const char* lacks(RoomOperation operation, const Abilities& may) {
    switch (operation) {
        case RoomOperation::post:
        case RoomOperation::rename:
            return may.chat ? nullptr : no_chat;
        case RoomOperation::send_file:
        case RoomOperation::move_file:
            return may.share_files ? nullptr : no_files;
        case RoomOperation::start_call:
        case RoomOperation::take_part:
            return may.call ? nullptr : no_calls;
        default:
            return nullptr;
    }
}

}  // namespace

Result<Standing> permit(RoomOperation operation, const Room& room, const Person& actor, const Directory& directory) {
    if (room.ended) {
        const bool knows = room.find(actor.id) && !is_about_what_runs(operation);
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
        case RoomOperation::move_file:
        case RoomOperation::drop_file:
        case RoomOperation::start_call:
        case RoomOperation::take_part:
        case RoomOperation::leave_call:
            break;
    }
    if (stands != Standing::member) return refuse_who_is_no_member(stands, operation);
    if (const auto* const sentence = lacks(operation, abilities_of(actor, directory))) {
        return refuse(ErrorCode::forbidden, sentence);
    }
    return stands;
}

Result<void> permit_calling(const Person& actor, const Directory& directory) {
    if (abilities_of(actor, directory).call) return {};
    return refuse(ErrorCode::forbidden, no_calls);
}

Result<void> permit_creation(const Person& actor) {
    if (actor.kind == PersonKind::user && !actor.disabled) return {};
    return refuse(ErrorCode::forbidden, "Only users with an account can do this.");
}

}  // namespace foyer::domain
