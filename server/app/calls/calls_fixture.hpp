#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "server/app/app_fixture.hpp"

namespace foyer::app {

/// The application with people who call each other. Everybody has a client: a connection, and a peer with his name.
class CallsFixture : public AppFixture {
public:
    explicit CallsFixture(AppSettings settings = {}) : AppFixture(settings) {
        refresh();
        for (const auto id : {ann, bob, cat, dan, sue}) connect(id, connection_of(id));
    }

    static ConnectionId connection_of(ContactId id) { return ConnectionId{id.value()}; }
    static std::string peer_of(ContactId id) { return "peer-" + std::to_string(1000 + id.value()); }
    static CallCaller client_of(ContactId id, ConnectionId connection) {
        return {.caller = caller(id), .connection = connection};
    }
    static CallCaller client_of(ContactId id) { return client_of(id, connection_of(id)); }

    void connect(ContactId person, ConnectionId connection) {
        app.presence.connect(connection, person, {.name = "r", .show = ports::Show::online, .text = {}});
    }
    void disconnect(ConnectionId connection, bool for_good = false) {
        app.presence.disconnect(connection, for_good);
        app.calls.connection_gone(connection, for_good);
        pump();
    }
    void pass(Millis time) {
        clock.advance(time);
        run(turn());
    }

    RoomId room_of(ContactId by, std::vector<ContactId> others) {
        std::vector<Party> parties(others.begin(), others.end());
        const auto room = run(app.invite_to_chat.run(caller(by), std::move(parties), "")).value();
        publisher.published.clear();
        return room;
    }

    Result<ports::CallViewRef> start_call(ContactId by, RoomId room, const std::string& call = "call-one") {
        return run(app.start_call.run(client_of(by), room, call, peer_of(by)));
    }
    Result<ports::CallViewRef> join(ContactId by, RoomId room, const std::string& call = "call-one") {
        return run(app.join_call.run(client_of(by), room, call, peer_of(by)));
    }
    Result<void> reject(ContactId by, RoomId room, const std::string& call = "call-one") {
        return run(app.reject_call.run(client_of(by), room, call));
    }
    Result<void> hang_up(ContactId by, RoomId room, const std::string& call = "call-one") {
        return run(app.leave_call.run(client_of(by), room, call, peer_of(by)));
    }
    /// ann calls in the room and each of these takes it.
    void talk(RoomId room, const std::vector<ContactId>& others, const std::string& call = "call-one") {
        EXPECT_TRUE(start_call(ann, room, call));
        for (const auto id : others) EXPECT_TRUE(join(id, room, call));
        publisher.published.clear();
    }

    static domain::Signal candidate(const std::string& text = "candidate:1 1 udp 1 10.0.0.1 9 typ host") {
        domain::Signal signal;
        signal.kind = domain::SignalKind::candidate;
        signal.candidate = text;
        return signal;
    }
    static NewSignal to(ContactId from, ContactId whom, RoomId room, const std::string& call = "call-one") {
        return {.room = room, .call = call, .from = peer_of(from), .to = peer_of(whom), .signal = candidate()};
    }
    Result<void> signal(ContactId by, NewSignal wish) {
        return run(app.send_signal.run(client_of(by), std::move(wish)));
    }

    /// The newest form of the call that this person was told, in words: "ann* bob? cat!" – `*` joined, `?` offered,
    /// `!` refused, `~` timed out, `-` left; a peer that is lost in brackets. Or how it ended, or nothing.
    [[nodiscard]] std::string call_of(ContactId reader) const {
        std::string said;
        for (const auto& one : publisher.published) {
            if (!one.is_for(reader)) continue;
            if (const auto* changed = std::get_if<ports::CallChanged>(&one.event)) said = words(*changed->view);
            if (const auto* gone = std::get_if<ports::CallGone>(&one.event)) said = ending(gone->reason);
        }
        return said;
    }
    static std::string words(const ports::CallView& view) {
        std::string said;
        for (std::size_t i = 0; i < view.call.parties.size(); ++i) {
            const auto& party = view.call.parties[i];
            if (!said.empty()) said += " ";
            said += view.party_names[i] + "?*!~-"[static_cast<std::size_t>(party.state)];
        }
        for (std::size_t i = 0; i < view.call.peers.size(); ++i) {
            if (view.call.peers[i].lost_until) said += " (" + view.peer_names[i] + ")";
        }
        return said;
    }
    static std::string ending(domain::CallEndReason reason) {
        constexpr const char* names[] = {"hung up", "refused", "unanswered", "merged", "not member"};
        return names[static_cast<std::size_t>(reason)];
    }
    [[nodiscard]] std::vector<ports::CallChanged> running(ContactId person) {
        FeedRequest request;
        return run(app.open_feed.run(caller(person), std::move(request)))->calls;
    }

    ContactId ann = person("ann", acme);
    ContactId bob = person("bob", acme);
    ContactId cat = person("cat", acme);
    ContactId dan = person("dan", borg);
    ContactId sue = person("sue", acme, domain::PersonKind::user, {acme});

private:
    Task<Result<void>> turn() {
        co_await app.calls.turn();
        co_return Result<void>{};
    }
};

}  // namespace foyer::app
