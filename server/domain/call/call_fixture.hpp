#pragma once
#include <string>

#include "server/domain/call/merge_calls.hpp"
#include "server/domain/call/pass_time.hpp"
#include "server/domain/call/start_call.hpp"
#include "server/domain/call/take_part.hpp"
#include "server/domain/room/room_fixture.hpp"

namespace foyer::domain {

/// Calls among the people of RoomFixture. Everybody has one client, with the connection and the peer of his name.
struct CallFixture : RoomFixture {
    CallLimits call_limits;
    Room lobby = multi_of({ann, bob, cat});

    static CallId call_id(const std::string& name) { return CallId{"call-" + name}; }
    [[nodiscard]] PeerId peer_of(ContactId id) const { return PeerId{"peer-of-" + who(id).name}; }
    static ConnectionId connection_of(ContactId id) { return ConnectionId{id.value()}; }
    static Instant after(Millis time) { return now + time; }

    [[nodiscard]] CallActor actor(ContactId id, const Room& room) const {
        return {.person = who(id), .room = room, .directory = directory, .connection = connection_of(id)};
    }
    [[nodiscard]] CallActor actor(ContactId id) const { return actor(id, lobby); }

    [[nodiscard]] Result<Call> try_start(ContactId by, const Room& room, const CallLoad& load = {}) const {
        NewCall wish{.id = call_id("first"), .peer = peer_of(by), .connection = connection_of(by)};
        return start_call(room, who(by), std::move(wish), load, directory, now, call_limits);
    }
    [[nodiscard]] Call started(ContactId by, const Room& room) const { return try_start(by, room).value(); }
    /// In the lobby.
    [[nodiscard]] Call started(ContactId by) const { return started(by, lobby); }
    [[nodiscard]] Result<CallChange> join(const Call& call, ContactId id, Instant at = now) const {
        return join_call(call, actor(id), peer_of(id), 0, at, call_limits);
    }
    [[nodiscard]] Call joined(const Call& call, ContactId id, Instant at = now) const {
        return join(call, id, at).value().next;
    }

    static std::string state_of(const Call& call, ContactId id) {
        const auto* const party = call.party(id);
        if (!party) return "none";
        constexpr const char* names[] = {"offered", "joined", "rejected", "timeout", "left"};
        return names[static_cast<std::size_t>(party->state)];
    }
};

}  // namespace foyer::domain
