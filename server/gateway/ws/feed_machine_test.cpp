#include "server/gateway/ws/feed_machine.hpp"

#include <gtest/gtest.h>

namespace foyer::gateway {
namespace {

using std::chrono::seconds;

v1::ClientFrame hello(std::uint32_t id = 1) {
    v1::ClientFrame frame;
    frame.set_id(id);
    frame.mutable_hello()->set_client("test");
    return frame;
}
v1::ClientFrame post(std::uint32_t id) {
    v1::ClientFrame frame;
    frame.set_id(id);
    frame.mutable_post_message()->set_text("hi");
    return frame;
}
v1::ClientFrame ping(std::uint32_t id) {
    v1::ClientFrame frame;
    frame.set_id(id);
    frame.mutable_ping();
    return frame;
}
v1::ClientFrame bye(std::uint32_t id) {
    v1::ClientFrame frame;
    frame.set_id(id);
    frame.mutable_bye();
    return frame;
}
v1::ClientFrame unknown(std::uint32_t id) {
    v1::ClientFrame frame;
    frame.set_id(id);
    return frame;
}

/// One line per action: "open 1", "start 2", "send 3 pong", "send 3 error bad_request", "goodbye", "close 4002".
std::string describe(const FeedMachine::Actions& actions) {
    std::string text;
    for (const auto& action : actions) {
        if (!text.empty()) {
            text += ", ";
        }
        if (const auto* open = std::get_if<FeedMachine::Open>(&action)) {
            text += "open " + std::to_string(open->request);
        } else if (const auto* start = std::get_if<FeedMachine::Start>(&action)) {
            text += "start " + std::to_string(start->frame.id());
        } else if (const auto* send = std::get_if<FeedMachine::Send>(&action)) {
            text += "send " + std::to_string(send->frame.re());
            switch (send->frame.body_case()) {
                case v1::ServerFrame::kError:
                    text += " error " + v1::ErrorCode_Name(send->frame.error().code());
                    break;
                case v1::ServerFrame::kPong:
                    text += " pong";
                    break;
                case v1::ServerFrame::kDone:
                    text += " done";
                    break;
                default:
                    text += " something else";
            }
        } else if (const auto* close = std::get_if<FeedMachine::Close>(&action)) {
            text += "close " + std::to_string(static_cast<int>(close->code));
        } else {
            text += "goodbye";
        }
    }
    return text;
}

class AFeed : public testing::Test {
protected:
    FeedRules rules;
    Instant now{Millis{1'700'000'000'000}};
    FeedMachine machine{rules, now};

    void given_it_is_open() {
        ASSERT_EQ(describe(machine.on_frame(hello(), now)), "open 1");
        machine.opened();
    }
    std::string frame(v1::ClientFrame f) { return describe(machine.on_frame(std::move(f), now)); }
    std::string tick_after(Millis time) {
        now += time;
        return describe(machine.on_tick(now));
    }
};

TEST_F(AFeed, OpensWithHello) {
    EXPECT_EQ(frame(hello(7)), "open 7");
}

TEST_F(AFeed, TakesNothingBeforeHello) {
    EXPECT_EQ(frame(post(1)), "close 4002");
    EXPECT_EQ(frame(hello()), "");
}

TEST_F(AFeed, TakesNoPingBeforeHello) {
    EXPECT_EQ(frame(ping(1)), "close 4002");
}

TEST_F(AFeed, HelloNeedsAnId) {
    EXPECT_EQ(frame(hello(0)), "close 4002");
}

TEST_F(AFeed, ClosesWhenNoHelloComesInTime) {
    EXPECT_EQ(tick_after(rules.handshake - Millis{1}), "");
    EXPECT_EQ(tick_after(Millis{1}), "close 4000");
}

TEST_F(AFeed, AsksToWaitForWelcome) {
    EXPECT_EQ(frame(hello()), "open 1");
    EXPECT_EQ(frame(post(2)), "send 2 error bad_request");
    machine.opened();
    EXPECT_EQ(frame(post(3)), "start 3");
}

TEST_F(AFeed, TakesOneHelloOnly) {
    given_it_is_open();
    EXPECT_EQ(frame(hello(2)), "send 2 error bad_request");
    EXPECT_EQ(frame(post(3)), "start 3");
}

TEST_F(AFeed, RefusesUnknownRequestsAndGoesOn) {
    given_it_is_open();
    EXPECT_EQ(frame(unknown(2)), "send 2 error bad_request");
    EXPECT_EQ(describe(machine.on_unreadable("not JSON", now)), "send 0 error bad_request");
    EXPECT_EQ(frame(post(3)), "start 3");
}

TEST_F(AFeed, UnreadableFirstFrameCloses) {
    EXPECT_EQ(describe(machine.on_unreadable("not JSON", now)), "close 4002");
}

TEST_F(AFeed, RequestsNeedAnIdOfTheirOwn) {
    given_it_is_open();
    EXPECT_EQ(frame(post(0)), "send 0 error bad_request");
    EXPECT_EQ(frame(post(2)), "start 2");
    EXPECT_EQ(frame(post(2)), "send 2 error bad_request");
    machine.answered(2);
    EXPECT_EQ(frame(post(2)), "start 2");
}

TEST_F(AFeed, BoundsWhatIsInFlight) {
    rules.requests_in_flight = 3;
    given_it_is_open();
    EXPECT_EQ(frame(post(2)), "start 2");
    EXPECT_EQ(frame(post(3)), "start 3");
    EXPECT_EQ(frame(post(4)), "start 4");
    EXPECT_EQ(frame(post(5)), "send 5 error limit_reached");
    EXPECT_TRUE(machine.is_full());
    machine.answered(3);
    EXPECT_FALSE(machine.is_full());
    EXPECT_EQ(frame(post(6)), "start 6");
}

TEST(AFeedWithATightRate, RefusesThenForgivesThenCloses) {
    FeedRules rules;
    rules.requests_per_second = 10;
    rules.request_burst = 2;
    rules.refusals_before_close = 2;
    Instant now{Millis{0}};
    FeedMachine machine{rules, now};
    EXPECT_EQ(describe(machine.on_frame(hello(), now)), "open 1");
    machine.opened();
    EXPECT_EQ(describe(machine.on_frame(ping(2), now)), "send 2 pong");
    const auto refused = machine.on_frame(ping(3), now);
    EXPECT_EQ(describe(refused), "send 3 error rate_limited");
    EXPECT_GE(std::get<FeedMachine::Send>(refused[0]).frame.error().retry_after_ms(), 100U);
    now += Millis{100};
    EXPECT_EQ(describe(machine.on_frame(ping(4), now)), "send 4 pong");
    EXPECT_EQ(describe(machine.on_frame(ping(5), now)), "send 5 error rate_limited");
    EXPECT_EQ(describe(machine.on_unreadable("?", now)), "send 0 error rate_limited");
    const auto closed = machine.on_frame(ping(7), now);
    EXPECT_EQ(describe(closed), "close 4000");
    EXPECT_EQ(std::get<FeedMachine::Close>(closed[0]).retry_after, rules.flood_pause);
}

TEST_F(AFeed, SendsAHeartbeatWhenItHadNothingElseToSay) {
    given_it_is_open();
    now += rules.heartbeat - seconds{1};
    (void)machine.on_frame(ping(2), now);
    machine.sent(now);
    EXPECT_EQ(tick_after(seconds{1}), "");
    EXPECT_EQ(tick_after(rules.heartbeat - seconds{1}), "send 0 pong");
}

TEST_F(AFeed, ByeIsAnsweredAndCloses) {
    given_it_is_open();
    EXPECT_EQ(frame(bye(9)), "goodbye, send 9 done, close 1000");
    EXPECT_EQ(frame(ping(10)), "");
}

/// A whole conversation, and what may go wrong instead of any of its steps.
struct Step {
    std::function<FeedMachine::Actions(FeedMachine&, Instant)> play;
    std::string expected;
};
std::vector<Step> conversation() {
    return {
        {[](FeedMachine& m, Instant now) { return m.on_frame(hello(), now); }, "open 1"},
        {[](FeedMachine& m, Instant) {
             m.opened();
             return FeedMachine::Actions{};
         },
         ""},
        {[](FeedMachine& m, Instant now) { return m.on_frame(post(2), now); }, "start 2"},
        {[](FeedMachine& m, Instant now) { return m.on_frame(ping(3), now); }, "send 3 pong"},
        {[](FeedMachine& m, Instant) {
             m.answered(2);
             return FeedMachine::Actions{};
         },
         ""},
        {[](FeedMachine& m, Instant now) { return m.on_tick(now + seconds{40}); }, "send 0 pong"},
        {[](FeedMachine& m, Instant now) { return m.on_frame(bye(4), now + seconds{41}); },
         "goodbye, send 4 done, close 1000"},
    };
}

class EveryStep : public testing::TestWithParam<std::size_t> {
protected:
    FeedRules rules;
    Instant now{Millis{1'700'000'000'000}};
    FeedMachine machine{rules, now};

    void given_steps_before(std::size_t failing) {
        const auto steps = conversation();
        for (std::size_t i = 0; i < failing; ++i) {
            ASSERT_EQ(describe(steps[i].play(machine, now)), steps[i].expected) << "step " << i;
        }
    }
};

TEST_P(EveryStep, AfterTheConnectionBrokeNothingComesOut) {
    given_steps_before(GetParam());
    machine.closed();
    for (const auto& step : conversation()) {
        EXPECT_EQ(describe(step.play(machine, now)), "");
    }
    EXPECT_EQ(describe(machine.on_unreadable("?", now)), "");
}

TEST_P(EveryStep, SilenceInsteadOfItEndsTheFeedOnlyBeforeHello) {
    given_steps_before(GetParam());
    (void)machine.on_tick(now + seconds{40} + 3 * rules.heartbeat);
    EXPECT_EQ(machine.is_closed(), GetParam() == 0);
}

TEST_P(EveryStep, GarbageInsteadOfItNeverStartsAnything) {
    given_steps_before(GetParam());
    const auto said = describe(machine.on_unreadable("?", now));
    EXPECT_EQ(said, GetParam() == 0 ? "close 4002" : "send 0 error bad_request");
}

INSTANTIATE_TEST_SUITE_P(OfAConversation, EveryStep, testing::Range<std::size_t>(0, 7));

}  // namespace
}  // namespace foyer::gateway
