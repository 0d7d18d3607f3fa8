#include "server/domain/call/start_call.hpp"

#include <fmt/format.h>

#include "server/domain/call/call_rooms.hpp"
#include "server/domain/room/rights.hpp"

namespace foyer::domain {
namespace {

Result<void> check_load(const CallLoad& load, const CallLimits& limits) {
    const auto refuse_beyond = [](std::uint32_t bound, const char* what, const char* key) {
        return refuse(ErrorCode::limit_reached, fmt::format("Not more than {} calls {} ({}).", bound, what, key));
    };
    if (load.in_room >= limits.calls_per_room) {
        return refuse_beyond(limits.calls_per_room, "can run in one room", "calls.calls_per_room");
    }
    if (load.of_person >= limits.calls_per_user) {
        return refuse_beyond(limits.calls_per_user, "of one person can run", "calls.calls_per_user");
    }
    if (load.on_server >= limits.calls_max) {
        return refuse_beyond(limits.calls_max, "can run on this server", "calls.calls_max");
    }
    return {};
}

}  // namespace

Result<Call> start_call(const Room& room, const Person& by, NewCall wish, const CallLoad& load,
                        const Directory& directory, Instant now, const CallLimits& limits) {
    if (auto stands = permit(RoomOperation::start_call, room, by, directory); !stands) return refuse(stands.error());
    if (auto fits = check_load(load, limits); !fits) return refuse(fits.error());
    if (call_members(room, directory).size() > limits.members_max) {
        return refuse(ErrorCode::limit_reached,
                      fmt::format("In rooms of more than {} members no call can be started (calls.members_max).",
                                  limits.members_max));
    }
    Call call;
    call.id = std::move(wish.id);
    call.initiator = by.id;
    call.rooms = {room.id};
    call.make_party(by.id).state = CallPartyState::joined;
    call.peers.push_back(
        {.id = std::move(wish.peer), .person = by.id, .connection = wish.connection, .media = {}, .lost_until = {}});
    return follow_members(std::move(call), {&room}, directory, now, limits).next;
}

}  // namespace foyer::domain
