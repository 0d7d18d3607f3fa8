// Calls over the feed: who is sent what, in which order, and what a connection that goes means.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/gateway/ws/feed_fixture.hpp"

namespace foyer::gateway {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class CallFeed : public FeedTest {
protected:
    CallFeed() : ann_token(user("ann")), bob_token(user("bob")), ann(feed_of(ann_token)), bob(feed_of(bob_token)) {
        say(ann, invite(2, "bob"));
        turn();
        ann.told();
        bob.told();
    }

    static v1::ClientFrame start(std::uint32_t id, const std::string& peer = "peer-ann") {
        v1::ClientFrame frame;
        frame.set_id(id);
        auto& body = *frame.mutable_start_call();
        body.set_room_id(1);
        body.set_call_id("call-one");
        body.set_peer_id(peer);
        return frame;
    }
    static v1::ClientFrame join(std::uint32_t id, const std::string& peer = "peer-bob") {
        v1::ClientFrame frame;
        frame.set_id(id);
        auto& body = *frame.mutable_join_call();
        body.set_room_id(1);
        body.set_call_id("call-one");
        body.set_peer_id(peer);
        return frame;
    }
    static v1::ClientFrame signal(std::uint32_t id, const std::string& from, const std::string& to) {
        v1::ClientFrame frame;
        frame.set_id(id);
        auto& body = *frame.mutable_send_signal();
        body.set_room_id(1);
        body.set_call_id("call-one");
        body.set_peer_id(from);
        body.set_to_peer_id(to);
        body.mutable_signal()->set_kind(v1::SignalKind::description_offer);
        body.mutable_signal()->set_sdp("v=0\r\ns=-\r\n");
        auto& stream = *body.mutable_signal()->add_streams();
        stream.set_stream_id("stream");
        stream.set_shows("camera");
        return frame;
    }
    void talk() {
        say(ann, start(3));
        turn();
        say(bob, join(3));
        turn();
        ann.told();
        bob.told();
    }
    /// The newest form of the call a client was sent.
    static v1::Call newest_call(FakeClient& client) {
        v1::Call call;
        for (const auto& frame : std::exchange(client.socket->frames, {})) {
            if (frame.has_call_event()) call = frame.call_event().call();
        }
        return call;
    }

    std::string ann_token, bob_token;
    FakeClient ann, bob;
};

TEST_F(CallFeed, TheEventComesBeforeTheAnswerThatHoldsTheSame) {
    say(ann, start(3));
    turn();
    ASSERT_EQ(ann.socket->frames.size(), 2U);
    EXPECT_EQ(ann.socket->frames[0].call_event().room_id(), 1U);
    EXPECT_EQ(ann.socket->frames[0].call_event().call().SerializeAsString(),
              ann.socket->frames[1].call_answer().call().SerializeAsString());
    EXPECT_THAT(ann.told(), ElementsAre("call_event", "3 call_answer"));
    EXPECT_THAT(bob.told(), ElementsAre("call_event"));
}

TEST_F(CallFeed, ASignalReachesTheClientInTheCallAlone) {
    auto phone = feed_of(bob_token);
    talk();
    phone.told();
    say(ann, signal(4, "peer-ann", "peer-bob"));
    turn();
    ASSERT_EQ(bob.socket->frames.size(), 1U);
    const auto& event = bob.socket->frames[0].signal_event();
    EXPECT_EQ(event.peer_id(), "peer-ann");
    EXPECT_EQ(event.to_peer_id(), "peer-bob");
    EXPECT_EQ(event.signal().sdp(), "v=0\r\ns=-\r\n");
    EXPECT_EQ(event.signal().streams(0).shows(), "camera");
    EXPECT_THAT(phone.told(), IsEmpty());
    EXPECT_THAT(ann.told(), ElementsAre("4 done"));
}

TEST_F(CallFeed, SignalsOfOneConnectionKeepTheirOrder) {
    talk();
    constexpr std::uint32_t count = 50;
    for (std::uint32_t i = 0; i < count; ++i) {
        auto frame = signal(10 + i, "peer-ann", "peer-bob");
        frame.mutable_send_signal()->mutable_signal()->set_sdp_m_line_index(i);
        say(ann, frame);
    }
    turn();
    ASSERT_EQ(bob.socket->frames.size(), count);
    for (std::uint32_t i = 0; i < count; ++i) {
        EXPECT_EQ(bob.socket->frames[i].signal_event().signal().sdp_m_line_index(), i);
    }
}

TEST_F(CallFeed, TheSnapshotHoldsTheRunningCall) {
    talk();
    auto phone = connect();
    hello(phone, bob_token);
    turn();
    ASSERT_EQ(phone.socket->frames.size(), 2U);
    const auto& snapshot = phone.socket->frames[1].snapshot();
    ASSERT_EQ(snapshot.calls_size(), 1);
    EXPECT_EQ(snapshot.calls(0).room_id(), 1U);
    EXPECT_EQ(snapshot.calls(0).call().peers_size(), 2);
}

TEST_F(CallFeed, AClientThatReconnectsGoesOnWithItsPeer) {
    talk();
    bob.close();
    turn();
    EXPECT_TRUE(newest_call(ann).peers(1).lost());
    auto again = feed_of(bob_token);
    say(again, join(2));
    turn();
    EXPECT_THAT(again.told(), ElementsAre("call_event", "2 call_answer"));
    EXPECT_FALSE(newest_call(ann).peers(1).lost());
    say(ann, signal(4, "peer-ann", "peer-bob"));
    turn();
    EXPECT_THAT(again.told(), ElementsAre("signal_event"));
}

TEST_F(CallFeed, WhoSaysByeIsOutAtOnce) {
    talk();
    v1::ClientFrame bye;
    bye.set_id(9);
    bye.mutable_bye();
    say(bob, bye);
    bob.close();
    turn();
    EXPECT_EQ(newest_call(ann).peers_size(), 1);
}

TEST_F(CallFeed, WhoseSessionEndsIsOutAtOnce) {
    talk();
    const auto caller = run(app.authenticate.run(bob_token));
    ASSERT_TRUE(run(app.log_out.run(*caller)));
    turn();
    EXPECT_EQ(bob.socket->closed, 4003);
    bob.close();
    turn();
    EXPECT_EQ(newest_call(ann).peers_size(), 1);
}

TEST_F(CallFeed, ARequestThatOutlivesItsConnectionLeavesNoPeer) {
    say(ann, start(3));
    ann.close();
    turn();
    EXPECT_EQ(app.calls.counters().running.load(), 0U);
}

TEST_F(CallFeed, SignalsHaveARateOfTheirOwn) {
    services.settings.rules.request_burst = 5;
    services.settings.rules.requests_per_second = 1;
    services.settings.rules.signals_per_second = 8;
    services.settings.rules.requests_in_flight = 100;
    auto eager = feed_of(ann_token);
    say(eager, start(3, "peer-eager"));
    turn();
    say(bob, join(3));
    turn();
    eager.told();
    bob.told();
    for (std::uint32_t i = 0; i < 9; ++i) say(eager, signal(10 + i, "peer-eager", "peer-bob"));
    turn();
    const auto told = eager.told();
    EXPECT_EQ(std::ranges::count_if(told, [](const auto& line) { return line.ends_with("done"); }), 8);
    EXPECT_THAT(told, Contains("18 error rate_limited"));
    EXPECT_EQ(bob.told().size(), 8U);
    say(eager, post(30, 1, "hi"));
    turn();
    EXPECT_THAT(eager.told(), Contains("30 message_posted"));
}

TEST_F(CallFeed, IceServersAreAnswered) {
    v1::ClientFrame frame;
    frame.set_id(3);
    frame.mutable_get_ice_servers();
    say(ann, frame);
    turn();
    EXPECT_THAT(ann.told(), ElementsAre("3 ice_servers"));
}

}  // namespace
}  // namespace foyer::gateway
