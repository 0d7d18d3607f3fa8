#include "server/gateway/ws/snapshot_frames.hpp"

#include <gtest/gtest.h>

#include "server/gateway/ws/frame_codec.hpp"

namespace foyer::gateway {
namespace {

app::RoomState room(std::uint32_t id, std::size_t messages, std::size_t text_bytes) {
    auto view = std::make_shared<ports::RoomView>();
    view->room.id = RoomId{id};
    app::RoomState state;
    for (std::uint32_t seq = 1; seq <= messages; ++seq) {
        state.messages.push_back({Seq{seq}, ContactId{1}, "Ann", std::string(text_bytes, 'x'), {}});
    }
    state.newest = Seq{static_cast<std::uint32_t>(messages)};
    state.view = std::move(view);
    return state;
}

std::vector<std::uint32_t> rooms_in(const std::vector<v1::ServerFrame>& frames) {
    std::vector<std::uint32_t> ids;
    for (const auto& frame : frames) {
        for (const auto& state : frame.snapshot().rooms()) ids.push_back(state.room().room_id());
    }
    return ids;
}

TEST(SnapshotFrames, AnEmptySnapshotIsOneFrame) {
    const auto frames = snapshot_frames({}, 1000);
    ASSERT_EQ(frames.size(), 1U);
    EXPECT_TRUE(frames[0].snapshot().last());
}

TEST(SnapshotFrames, AreSplitSoThatNoneIsTooLarge) {
    app::FeedSnapshot snapshot;
    snapshot.epoch_changed = true;
    for (std::uint32_t id = 1; id <= 50; ++id) snapshot.rooms.push_back(room(id, 3, 100));
    snapshot.gone = {RoomId{99}};
    const auto frames = snapshot_frames(snapshot, 4096);
    ASSERT_GT(frames.size(), 3U);
    std::vector<std::uint32_t> expected(50);
    for (std::uint32_t i = 0; i < 50; ++i) expected[i] = i + 1;
    EXPECT_EQ(rooms_in(frames), expected);
    for (std::size_t i = 0; i < frames.size(); ++i) {
        EXPECT_EQ(frames[i].snapshot().last(), i + 1 == frames.size());
        EXPECT_TRUE(frames[i].snapshot().epoch_changed());
        EXPECT_LE(encode_frame(frames[i], WireFormat::json)->size(), 4096U);
    }
    EXPECT_EQ(frames.back().snapshot().gone(0), 99U);
}

TEST(SnapshotFrames, ARoomTooLargeForAFrameSaysThatThereIsMore) {
    app::FeedSnapshot snapshot;
    snapshot.rooms.push_back(room(1, 10, 1000));
    const auto frames = snapshot_frames(snapshot, 4096);
    const auto& state = frames.back().snapshot().rooms(0);
    EXPECT_GE(state.messages_size(), 1);
    EXPECT_LT(state.messages_size(), 10);
    EXPECT_TRUE(state.more());
    EXPECT_EQ(state.newest(), 10U);
}

TEST(SnapshotFrames, OneLongMessageStaysWhole) {
    app::FeedSnapshot snapshot;
    snapshot.rooms.push_back(room(1, 1, 100'000));
    const auto frames = snapshot_frames(snapshot, 4096);
    const auto& state = frames.back().snapshot().rooms(0);
    EXPECT_EQ(state.messages_size(), 1);
    EXPECT_FALSE(state.more());
}

}  // namespace
}  // namespace foyer::gateway
