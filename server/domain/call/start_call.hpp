#pragma once
#include "lib/base/result.hpp"
#include "server/domain/call/call.hpp"
#include "server/domain/person/directory.hpp"
#include "server/domain/room/room.hpp"

namespace foyer::domain {

/// How many calls there are already.
struct CallLoad {
    std::size_t in_room = 0;
    std::size_t of_person = 0;
    std::size_t on_server = 0;
};

/// What a client gives for the call it begins.
struct NewCall {
    CallId id;
    PeerId peer;
    ConnectionId connection{};
};

/// Begins a call and offers it to all other members (contract 5). Without anybody else it waits for who enters.
/// Errors: those of permit(start_call), `limit_reached`.
[[nodiscard]] Result<Call> start_call(const Room& room, const Person& by, NewCall wish, const CallLoad& load,
                                      const Directory& directory, Instant now, const CallLimits& limits);

}  // namespace foyer::domain
