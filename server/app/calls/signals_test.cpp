// Signalling: in order, to the peer named and to nobody else, whatever anybody sends.
#include <gtest/gtest.h>

#include "server/app/calls/calls_fixture.hpp"

namespace foyer::app {
namespace {

using ports::SignalSent;

class Signals : public testing::Test, public CallsFixture {};

TEST_F(Signals, GoInOrderToTheConnectionOfThePeerNamed) {
    const auto room = room_of(ann, {bob, cat});
    talk(room, {bob, cat});
    std::vector<Pending<Result<void>>> pending;
    constexpr std::uint32_t count = 50;
    for (std::uint32_t i = 0; i < count; ++i) {
        auto wish = to(ann, bob, room);
        wish.signal.sdp_m_line_index = i;
        pending.push_back(start(app.send_signal.run(client_of(ann), std::move(wish))));
    }
    pump();
    for (const auto& one : pending) EXPECT_TRUE((*one)->has_value());
    const auto told = publisher.told<SignalSent>(bob);
    ASSERT_EQ(told.size(), count);
    for (std::uint32_t i = 0; i < count; ++i) EXPECT_EQ(told[i].signal.sdp_m_line_index, i);
    EXPECT_EQ(told[0].connection, connection_of(bob));
    EXPECT_EQ(told[0].from.value, peer_of(ann));
    EXPECT_EQ(told[0].to.value, peer_of(bob));
    EXPECT_TRUE(publisher.told<SignalSent>(cat).empty());
    EXPECT_TRUE(publisher.told<SignalSent>(sue).empty());
}

TEST_F(Signals, AreKeptNowhere) {
    const auto room = room_of(ann, {bob});
    talk(room, {bob});
    ASSERT_TRUE(signal(ann, to(ann, bob, room)));
    EXPECT_TRUE(messages(room).empty());
    EXPECT_EQ(running(bob)[0].view->call.version, 2U);
}

/// One hostile message: somebody who may not, with ids or contents that are not his or not sound.
struct Attack {
    CallCaller by;
    NewSignal wish;
};

/// Counts up, so that every run sends the same.
class Dice {
public:
    std::uint32_t operator()(std::uint32_t sides) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::uint32_t>(state_ >> 33) % sides;
    }

private:
    std::uint64_t state_ = 1;
};

TEST_F(Signals, FiveHundredHostileOnesReachNobody) {
    const auto room = room_of(ann, {bob, cat});
    const auto den = room_of(ann, {cat});
    talk(room, {bob});  // cat is only offered it; sue watches, dan is a stranger.
    talk(den, {cat}, "call-den-");
    ASSERT_TRUE(run(app.leave_room.run(caller(bob), room)));  // And bob has just gone.
    publisher.published.clear();
    Dice dice;
    const auto unsound = [&]() -> domain::Signal {
        domain::Signal signal = candidate();
        switch (dice(9)) {
            case 0:
                return candidate(std::string(2049, 'c'));
            case 1:
                return candidate("candidate:1 1 udp 1 10.0.0.1 9 typ host\r\na=evil");
            case 2:
                signal.sdp = "v=0\r\n";
                return signal;
            case 3:
                signal.sdp_mid = std::string(257, 'm');
                return signal;
            case 4:
                signal.username_fragment = "a b";
                return signal;
            case 5:
                signal.kind = domain::SignalKind::offer;
                return signal;
            case 6:
                signal = {};
                signal.sdp = "v=0\r\n" + std::string(65'536, 'a');
                return signal;
            case 7:
                signal = {};
                signal.sdp = std::string("v=0\r\na=\0\r\n", 10);
                return signal;
            default:
                signal = {};
                signal.kind = domain::SignalKind::restart;
                signal.streams = {{"x", "y"}};
                return signal;
        }
    };
    const std::vector<std::string> ids{peer_of(ann), peer_of(bob), peer_of(cat),         "peer-nobody",
                                       "",           "x",          std::string(65, 'p'), "peer\nname1"};
    const auto attack = [&]() -> Attack {
        const std::vector<ContactId> people{bob, cat, dan, sue};
        const auto by = people[dice(4)];
        NewSignal wish = to(by, ann, room);
        switch (dice(5)) {
            case 0:  // Who is not in the call, in his own name.
                return {client_of(by), wish};
            case 1:  // In the name of somebody who is.
                wish.from = peer_of(ann);
                return {client_of(by), wish};
            case 2:  // Any ids.
                wish.from = ids[dice(8)];
                wish.to = ids[dice(8)];
                wish.room = RoomId{dice(4) == 0 ? 4711 : room.value()};
                return {client_of(by), wish};
            case 3:  // A participant, but unsound.
                wish = to(ann, cat, den, "call-den-");
                wish.signal = unsound();
                return {client_of(ann), wish};
            default:  // A participant, to whom is not there, or on a connection that is not the peer's.
                wish = to(ann, dice(2) == 0 ? dan : bob, den, "call-den-");
                if (dice(2) == 0) wish = to(ann, cat, den, "call-den-");
                return {client_of(ann, wish.to == peer_of(cat) ? connection_of(bob) : connection_of(ann)), wish};
        }
    };
    std::map<std::string, int> answers;
    for (int i = 0; i < 500; ++i) {
        auto [by, wish] = attack();
        const auto result = run(app.send_signal.run(by, std::move(wish)));
        ++answers[result ? "ok" : name_of(result.error().code)];
    }
    EXPECT_TRUE(publisher.published.empty());
    EXPECT_EQ(answers["ok"], 0);
    for (const auto* code : {"not_found", "watching_only", "bad_request", "bad_signal"}) {
        EXPECT_GT(answers[code], 20) << code;
    }
    EXPECT_TRUE(signal(ann, to(ann, cat, den, "call-den-")));  // The call goes on.
}

TEST_F(Signals, AFloodHarmsNobodyElse) {
    const auto room = room_of(ann, {bob, cat});
    talk(room, {bob, cat});
    int relayed = 0;
    for (int i = 0; i < 500; ++i) relayed += signal(ann, to(ann, bob, room)).has_value() ? 1 : 0;
    EXPECT_EQ(relayed, 400);
    EXPECT_EQ(publisher.told<SignalSent>(bob).size(), 400U);
    EXPECT_TRUE(signal(cat, to(cat, bob, room)));
}

}  // namespace
}  // namespace foyer::app
