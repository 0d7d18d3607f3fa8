#include "server/gateway/ws/hub.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lib/wire/codec.hpp"

namespace foyer::gateway {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct FixedClock final : ports::Clock {
    [[nodiscard]] Instant now() const override { return Instant{Millis{1'000}}; }
};

/// Writes down which rooms its events are about.
struct Listener final : Receiver {
    void deliver(const EventRef& event) override { events.push_back(event); }
    void on_tick(Instant) override {}
    [[nodiscard]] std::size_t pending_bytes() const override { return 0; }
    [[nodiscard]] std::vector<std::uint32_t> rooms() const {
        std::vector<std::uint32_t> ids;
        for (const auto& event : events) ids.push_back(event->room.value());
        return ids;
    }

    std::vector<EventRef> events;
};

ports::Audience audience(std::vector<std::uint32_t> ids) {
    auto made = std::make_shared<std::vector<ContactId>>();
    for (const auto id : ids) made->emplace_back(id);
    return made;
}

ports::Event posted(std::uint32_t room, std::string text = "hi") {
    return ports::MessagesPosted{RoomId{room}, {{Seq{1}, ContactId{1}, "Ann", std::move(text), {}}}};
}

/// Two I/O threads, turned by hand.
class AHub : public testing::Test {
protected:
    FixedClock clock;
    net::IoThreads threads{2};
    Hub hub{threads, clock};

    HubThread& part(std::size_t index) { return hub.on(threads[index]); }
    void turn() {
        for (std::size_t i = 0; i < threads.size(); ++i) {
            while (threads[i].context().poll() > 0) {
            }
        }
    }
};

TEST_F(AHub, TellsTheAudienceOnEveryThreadAndNobodyElse) {
    hub.format_entered(WireFormat::json);
    Listener ann_here;
    Listener ann_there;
    Listener bob;
    part(0).subscribe(ContactId{1}, ann_here);
    part(1).subscribe(ContactId{1}, ann_there);
    part(1).subscribe(ContactId{2}, bob);
    hub.publish(audience({1, 3}), posted(7));
    turn();
    EXPECT_THAT(ann_here.rooms(), ElementsAre(7U));
    EXPECT_THAT(ann_there.rooms(), ElementsAre(7U));
    EXPECT_THAT(bob.rooms(), IsEmpty());
    EXPECT_EQ(hub.counters().deliveries, 2U);
}

TEST_F(AHub, KeepsTheOrderAndEncodesOnce) {
    hub.format_entered(WireFormat::json);
    Listener ann_here;
    Listener ann_there;
    part(0).subscribe(ContactId{1}, ann_here);
    part(1).subscribe(ContactId{1}, ann_there);
    const auto ann = audience({1});
    for (std::uint32_t room = 1; room <= 5; ++room) hub.publish(ann, posted(room));
    turn();
    EXPECT_THAT(ann_here.rooms(), ElementsAre(1U, 2U, 3U, 4U, 5U));
    for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(ann_here.events[i]->json, ann_there.events[i]->json);
}

TEST_F(AHub, EncodesOnlyWhatSomebodyReads) {
    Listener ann;
    part(0).subscribe(ContactId{1}, ann);
    hub.format_entered(WireFormat::binary);
    hub.publish(audience({1}), posted(1));
    hub.format_entered(WireFormat::json);
    hub.format_left(WireFormat::binary);
    hub.publish(audience({1}), posted(2));
    turn();
    ASSERT_EQ(ann.events.size(), 2U);
    EXPECT_EQ(ann.events[0]->json, nullptr);
    ASSERT_NE(ann.events[0]->binary, nullptr);
    EXPECT_NE(ann.events[1]->json, nullptr);
    EXPECT_EQ(ann.events[1]->binary, nullptr);
}

TEST_F(AHub, WhoHasLeftIsToldNothingMore) {
    hub.format_entered(WireFormat::json);
    Listener ann;
    part(0).subscribe(ContactId{1}, ann);
    hub.publish(audience({1}), posted(1));
    part(0).unsubscribe(ContactId{1}, ann);
    turn();
    EXPECT_THAT(ann.rooms(), IsEmpty());
}

TEST_F(AHub, BoundsTheConnectionsOfAPerson) {
    EXPECT_TRUE(hub.admit(ContactId{1}, 2));
    EXPECT_TRUE(hub.admit(ContactId{1}, 2));
    EXPECT_FALSE(hub.admit(ContactId{1}, 2));
    EXPECT_TRUE(hub.admit(ContactId{2}, 2));
    hub.release(ContactId{1});
    EXPECT_TRUE(hub.admit(ContactId{1}, 2));
}

TEST(FrameCodec, BothFormsSayTheSame) {
    v1::ClientFrame frame;
    frame.set_id(3);
    frame.mutable_set_seen()->set_seq(9);
    const auto text = decode_frame(net::MessageKind::text, wire::encode_json(frame), WireFormat::json);
    const auto bytes = decode_frame(net::MessageKind::binary, frame.SerializeAsString(), WireFormat::binary);
    ASSERT_TRUE(text);
    ASSERT_TRUE(bytes);
    EXPECT_EQ(text->SerializeAsString(), bytes->SerializeAsString());
}

TEST(FrameCodec, TextAndBinaryDoNotMix) {
    EXPECT_FALSE(decode_frame(net::MessageKind::binary, "{}", WireFormat::json));
    EXPECT_FALSE(decode_frame(net::MessageKind::text, "", WireFormat::binary));
    EXPECT_FALSE(decode_frame(net::MessageKind::text, "{", WireFormat::json));
    EXPECT_EQ(format_of("foyer.v1.json"), WireFormat::json);
    EXPECT_EQ(format_of("foyer.v2.json"), std::nullopt);
}

}  // namespace
}  // namespace foyer::gateway
