#include "server/app/open_feed.hpp"

#include <gtest/gtest.h>

#include "server/app/app_fixture.hpp"

namespace foyer::app {
namespace {

class OpenTheFeed : public testing::Test, public AppFixture {
protected:
    explicit OpenTheFeed(AppSettings settings = {}) : AppFixture(settings) {
        refresh();
        talk = run(app.invite_to_chat.run(caller(ann), {bob}, "")).value();
        for (const auto* text : {"one", "two", "three"}) post(text);
    }

    ContactId ann = person("ann", acme);
    ContactId bob = person("bob", acme);
    ContactId cat = person("cat", acme);
    ContactId sue = person("sue", acme, domain::PersonKind::user, {acme});
    RoomId talk;

    void post(std::string text) { ASSERT_TRUE(run(app.post_message.run(caller(ann), talk, std::move(text), ""))); }
    Result<FeedSnapshot> open(ContactId by, std::vector<Cursor> cursors = {}, std::uint32_t epoch = 1) {
        return run(app.open_feed.run(caller(by), {.epoch = epoch, .cursors = std::move(cursors)}));
    }
    static std::vector<std::uint32_t> seqs(const RoomState& room) {
        std::vector<std::uint32_t> all;
        for (const auto& message : room.messages) all.push_back(message.seq.value());
        return all;
    }
};

using Seqs = std::vector<std::uint32_t>;

TEST_F(OpenTheFeed, ShowsOneselfAndOnesRooms) {
    const auto snapshot = open(bob);
    ASSERT_TRUE(snapshot);
    EXPECT_EQ(snapshot->self.name, "bob");
    EXPECT_EQ(snapshot->company_name, "Acme");
    ASSERT_EQ(snapshot->rooms.size(), 1U);
    EXPECT_EQ(snapshot->rooms[0].newest, Seq{3});
    EXPECT_EQ(snapshot->rooms[0].view->faces.size(), 2U);
    EXPECT_EQ(open(cat)->rooms.size(), 0U);
}

TEST_F(OpenTheFeed, GivesWhatLiesAboveSeen) {
    EXPECT_EQ(seqs(open(bob)->rooms[0]), (Seqs{1, 2, 3}));
    ASSERT_TRUE(run(app.set_seen.run(caller(bob), talk, Seq{2})));
    EXPECT_EQ(seqs(open(bob)->rooms[0]), (Seqs{3}));
    EXPECT_EQ(open(bob)->rooms[0].seen, Seq{2});
}

TEST_F(OpenTheFeed, ACursorSaysBetter) {
    ASSERT_TRUE(run(app.set_seen.run(caller(bob), talk, Seq{2})));
    EXPECT_EQ(seqs(open(bob, {{talk, Seq{1}}})->rooms[0]), (Seqs{2, 3}));
    EXPECT_EQ(seqs(open(bob, {{talk, Seq{3}}})->rooms[0]), (Seqs{}));
    EXPECT_EQ(seqs(open(bob, {{talk, Seq{99}}})->rooms[0]), (Seqs{}));
}

TEST_F(OpenTheFeed, CursorsOfAnotherEpochAreWorthless) {
    const auto snapshot = open(bob, {{talk, Seq{3}}}, 2);
    EXPECT_TRUE(snapshot->epoch_changed);
    EXPECT_EQ(seqs(snapshot->rooms[0]), (Seqs{1, 2, 3}));
    EXPECT_FALSE(open(bob, {}, 0)->epoch_changed);
}

TEST_F(OpenTheFeed, RoomsThatAreNoLongerHisAreGone) {
    EXPECT_EQ(open(cat, {{talk, Seq{1}}, {RoomId{4711}, Seq{1}}})->gone, (std::vector{talk, RoomId{4711}}));
    ASSERT_TRUE(run(app.leave_room.run(caller(bob), talk)));
    EXPECT_EQ(open(bob, {{talk, Seq{3}}})->gone, (std::vector{talk}));
}

TEST_F(OpenTheFeed, NothingBelowTheHistoryBoundaryIsGiven) {
    ASSERT_TRUE(run(app.add_members.run(caller(ann), talk, {cat})));
    EXPECT_EQ(seqs(open(cat)->rooms[0]), (Seqs{}));
    post("four");
    EXPECT_EQ(seqs(open(cat)->rooms[0]), (Seqs{4}));
    EXPECT_EQ(seqs(open(cat, {{talk, Seq{1}}})->rooms[0]), (Seqs{4}));
}

TEST_F(OpenTheFeed, WhoWatchesHasMissedNothing) {
    const auto snapshot = open(sue);
    ASSERT_EQ(snapshot->rooms.size(), 1U);
    EXPECT_EQ(snapshot->rooms[0].seen, Seq{});
    EXPECT_EQ(seqs(snapshot->rooms[0]), (Seqs{}));
    EXPECT_EQ(seqs(open(sue, {{talk, Seq{2}}})->rooms[0]), (Seqs{3}));
}

TEST_F(OpenTheFeed, ContactsComeUnlessTheyAreNotWanted) {
    EXPECT_EQ(open(bob)->contacts.size(), 4U);
    EXPECT_TRUE(
        run(app.open_feed.run(caller(bob), {.epoch = 1, .cursors = {}, .with_contacts = false}))->contacts.empty());
}

TEST_F(OpenTheFeed, IsRefusedToWhoIsDisabled) {
    change_person(bob, [](domain::Person& p) { p.disabled = true; });
    EXPECT_EQ(open(bob).error().code, ErrorCode::not_logged_in);
    EXPECT_EQ(open(ContactId{4711}).error().code, ErrorCode::not_logged_in);
}

TEST_F(OpenTheFeed, AFailingStoreIsTold) {
    memory.faults().fail_reads(true);
    EXPECT_EQ(open(bob).error().code, ErrorCode::store_failed);
}

struct WithSmallBounds : OpenTheFeed {
    WithSmallBounds()
        : OpenTheFeed([] {
              AppSettings settings;
              settings.rooms.snapshot_rooms = 2;
              settings.rooms.catch_up_messages = 2;
              settings.rooms.catch_up_bytes = 20;
              return settings;
          }()) {}
};

TEST_F(WithSmallBounds, MoreMessagesThanFitAreReadOn) {
    const auto room = open(bob)->rooms[0];
    EXPECT_EQ(seqs(room), (Seqs{1, 2}));
    EXPECT_TRUE(room.more);
    EXPECT_EQ(room.newest, Seq{3});
}

TEST_F(WithSmallBounds, LongMessagesComeOneAtATime) {
    ASSERT_TRUE(run(app.set_seen.run(caller(bob), talk, Seq{3})));
    post(std::string(30, 'x'));
    post(std::string(30, 'y'));
    const auto room = open(bob)->rooms[0];
    EXPECT_EQ(seqs(room), (Seqs{4}));
    EXPECT_TRUE(room.more);
}

TEST_F(WithSmallBounds, ARoomBeyondTheListIsFoundByItsCursor) {
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(run(app.invite_to_chat.run(caller(ann), {bob, cat}, "")));
    EXPECT_EQ(open(bob)->rooms.size(), 2U);
    const auto snapshot = open(bob, {{talk, Seq{3}}});
    EXPECT_EQ(snapshot->rooms.size(), 3U);
    EXPECT_TRUE(snapshot->gone.empty());
}

TEST_F(WithSmallBounds, CursorsAreBounded) {
    std::vector<Cursor> cursors(5, Cursor{talk, Seq{1}});
    EXPECT_EQ(open(bob, std::move(cursors)).error().code, ErrorCode::limit_reached);
}

}  // namespace
}  // namespace foyer::app
