// Random histories of calls: what a client made of the events is what a snapshot says, and nothing is left over.
#include <cstdlib>

#include <gtest/gtest.h>

#include "server/app/calls/calls_fixture.hpp"

namespace foyer::app {
namespace {

class History : public CallsFixture {
public:
    explicit History(std::uint64_t seed) : state_(seed * 2 + 1) {
        people = {ann, bob, cat, sue};
        for (const auto id : people) clients[id] = connection_of(id);
        rooms = {room_of(ann, {bob}), room_of(ann, {bob, cat}), room_of(bob, {cat, sue})};
    }

    domain::CallMedia media() {
        domain::CallMedia made;
        made.audio = dice(2) == 0;
        return made;
    }
    std::uint32_t dice(std::uint32_t sides) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::uint32_t>(state_ >> 33) % sides;
    }
    template <class T>
    const T& any(const std::vector<T>& of) {
        return of[dice(static_cast<std::uint32_t>(of.size()))];
    }

    void step() {
        const auto who = any(people);
        const auto by = client_of(who, clients[who]);
        const auto room = any(rooms);
        const auto call = any(calls);
        switch (dice(14)) {
            case 0:
            case 1:
                return ignore(app.start_call.run(by, room, call, peer_of(who)));
            case 2:
            case 3:
            case 4:
                return ignore(app.join_call.run(by, room, call, peer_of(who)));
            case 5:
                return ignore(app.reject_call.run(by, room, call));
            case 6:
                return ignore(app.leave_call.run(by, room, call, peer_of(who)));
            case 7:
                return ignore(app.merge_calls.run(by, room, call, any(rooms), any(calls)));
            case 8:
                return ignore(app.leave_room.run(caller(who), room));
            case 9:
            case 10:
                return ignore(app.add_members.run(caller(any(people)), room, {who}));
            case 11:
                disconnect(clients[who], dice(3) == 0);
                clients[who] = ConnectionId{++last_connection};
                return connect(who, clients[who]);
            case 12:
                return ignore(app.set_call_media.run(by, room, call, peer_of(who), media()));
            default:
                return pass(Millis{dice(20'000)});
        }
    }

    /// What a client of this person holds by the events it received.
    [[nodiscard]] std::vector<std::string> replica(ContactId reader) const {
        std::map<std::pair<std::uint32_t, std::string>, std::string> held;
        for (const auto& one : publisher.published) {
            if (!one.is_for(reader)) continue;
            if (const auto* changed = std::get_if<ports::CallChanged>(&one.event)) {
                held[{changed->room.value(), changed->view->call.id.value}] = line(*changed);
            } else if (const auto* gone = std::get_if<ports::CallGone>(&one.event)) {
                held.erase({gone->room.value(), gone->call.value});
            }
        }
        std::vector<std::string> lines;
        for (const auto& [key, said] : held) lines.push_back(said);
        std::ranges::sort(lines);
        return lines;
    }
    [[nodiscard]] std::vector<std::string> snapshot(ContactId reader) {
        std::vector<std::string> lines;
        for (const auto& one : running(reader)) lines.push_back(line(one));
        std::ranges::sort(lines);
        return lines;
    }
    static std::string line(const ports::CallChanged& one) {
        return std::to_string(one.room.value()) + " " + one.view->call.id.value + " v" +
               std::to_string(one.view->call.version) + " " + words(*one.view);
    }

    std::vector<ContactId> people;
    std::vector<RoomId> rooms;
    const std::vector<std::string> calls{"call-one", "call-two", "call-three"};
    std::map<ContactId, ConnectionId> clients;
    std::uint64_t last_connection = 1000;

private:
    template <class T>
    void ignore(Task<Result<T>> task) {
        [[maybe_unused]] const auto result = run(std::move(task));
    }

    std::uint64_t state_;
};

TEST(SimulatedCalls, EventsAndSnapshotsSayTheSame) {
    const auto* const wanted = std::getenv("FOYER_SEEDS");
    const auto seeds = wanted ? std::strtoull(wanted, nullptr, 10) : 40;
    constexpr int steps = 120;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        History history(seed);
        for (int i = 0; i < steps; ++i) {
            history.step();
            if (i % 10 != 0) continue;
            for (const auto id : history.people) ASSERT_EQ(history.replica(id), history.snapshot(id)) << "step " << i;
        }
        for (const auto id : history.people) history.disconnect(history.clients[id]);
        history.pass(std::chrono::hours{1});
        EXPECT_EQ(history.app.calls.counters().running.load(), 0U);
        EXPECT_EQ(history.app.calls.counters().peers.load(), 0U);
        for (const auto id : history.people) EXPECT_TRUE(history.replica(id).empty());
    }
}

}  // namespace
}  // namespace foyer::app
