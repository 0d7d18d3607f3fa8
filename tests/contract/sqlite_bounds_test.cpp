#include <numeric>

#include <boost/asio/detached.hpp>
#include <gmock/gmock.h>

#include "server/storage/sqlite/sqlite_store.hpp"
#include "tests/contract/faulty_vfs.hpp"
#include "tests/contract/store_contract.hpp"
#include "tests/contract/temporary_folder.hpp"

namespace foyer::contract {

using storage::SqliteSettings;
namespace asio = boost::asio;

namespace {

/// A store with small bounds, one room and one author in it.
class SqliteBounds : public ::testing::Test {
protected:
    SqliteBounds() {
        settings_.folder = folder_.path();
        settings_.vfs = FaultyVfs::name();
        FaultyVfs::instance().heal();
    }
    ~SqliteBounds() override { FaultyVfs::instance().heal(); }

    void open() {
        auto opened = storage::open_sqlite(settings_);
        ASSERT_TRUE(opened) << opened.error().sentence;
        store_ = std::move(*opened);
        const auto company = run_on(io_, store_->store().accounts.create_company("Acme"));
        author_ = *run_on(io_, store_->store().accounts.create_person({.company = *company, .uname = "ann"}, ""));
        domain::Room room{.multi = true, .owner = author_};
        room.members.push_back({.id = author_});
        room_ = run_on(io_, store_->store().rooms.create(room, ""))->stored.room.id;
    }

    Task<void> post(std::size_t bytes) {
        ports::RoomWrite write{.room = room_, .expected_version = 1, .next = {}, .messages = {}};
        write.messages.push_back(draft_of(author_, std::string(bytes, 'x')));
        const auto committed = co_await store_->store().rooms.commit(std::move(write));
        ++answers_[committed ? ErrorCode::ok : committed.error().code];
    }
    /// So many posts in one turn of the I/O thread.
    void post_at_once(int count, std::size_t bytes) {
        for (int i = 0; i < count; ++i) asio::co_spawn(io_, post(bytes), asio::detached);
        io_.restart();
        io_.run();
    }
    std::uint32_t newest() { return run_on(io_, store_->store().rooms.load(room_))->newest.value(); }

    asio::io_context io_;
    TemporaryFolder folder_;
    SqliteSettings settings_;
    std::unique_ptr<storage::SqliteStore> store_;
    ContactId author_;
    RoomId room_;
    std::map<ErrorCode, int> answers_;
};

}  // namespace

TEST_F(SqliteBounds, AFullQueueRefusesAtOnceAndTheRestIsStored) {
    settings_.writer.queue.requests = 4;
    open();
    post_at_once(1000, 10);
    EXPECT_EQ(answers_[ErrorCode::ok] + answers_[ErrorCode::unavailable], 1000);
    EXPECT_GE(answers_[ErrorCode::ok], 4);
    EXPECT_EQ(newest(), static_cast<std::uint32_t>(answers_[ErrorCode::ok]));
}

TEST_F(SqliteBounds, ARequestLargerThanTheQueueIsRefusedAndTheLargestFittingIsNot) {
    settings_.writer.queue.bytes = 100'000;
    open();
    post_at_once(1, 98'000);
    EXPECT_EQ(answers_[ErrorCode::ok], 1);
    post_at_once(1, 100'000);
    EXPECT_EQ(answers_[ErrorCode::unavailable], 1);
}

TEST_F(SqliteBounds, TheBytesThatWaitAreBoundedHoweverFewTheRequests) {
    settings_.writer.queue.bytes = 100'000;
    open();
    post_at_once(200, 60'000);  // Two of them do not wait side by side.
    EXPECT_EQ(answers_[ErrorCode::ok] + answers_[ErrorCode::unavailable], 200);
    EXPECT_GE(answers_[ErrorCode::ok], 1);
    EXPECT_GE(answers_[ErrorCode::unavailable], 1);
    EXPECT_EQ(newest(), static_cast<std::uint32_t>(answers_[ErrorCode::ok]));
}

TEST_F(SqliteBounds, GroupsAreNoLargerThanTheirBound) {
    settings_.writer.largest_group = 10;
    open();
    post_at_once(500, 10);
    EXPECT_EQ(answers_[ErrorCode::ok], 500);
    const auto metrics = store_->metrics();
    EXPECT_LE(metrics.largest_group, 10U);
    EXPECT_EQ(metrics.messages, 500U);
    EXPECT_GE(metrics.groups, 50U);
    EXPECT_EQ(metrics.write_queue, 0U);
    EXPECT_EQ(std::accumulate(metrics.commit_times.begin(), metrics.commit_times.end(), std::uint64_t{0}),
              metrics.groups);
}

TEST_F(SqliteBounds, TheWalStartsAnewAgainAndAgain) {
    settings_.checkpoints = {.step_pages = 32, .bound_pages = 64};
    open();
    for (int i = 0; i < 200; ++i) post_at_once(50, 1000);
    EXPECT_EQ(newest(), 10'000U);
    EXPECT_GT(store_->metrics().checkpoints, 10U);
    // Some 3,000 pages were written; without a bound they would all stand in the WAL.
    EXPECT_LT(std::filesystem::file_size(folder_.path() / "foyer.db-wal"), 1'000U * 4096);
}

TEST_F(SqliteBounds, TheHeadsOfManyRoomsAreForgottenAndFoundAgain) {
    settings_.writer.room_heads = 2;
    open();
    std::vector<RoomId> rooms{room_};
    for (int i = 0; i < 5; ++i) {
        domain::Room room{.multi = true, .owner = author_};
        rooms.push_back(run_on(io_, store_->store().rooms.create(room, ""))->stored.room.id);
    }
    for (std::uint32_t turn = 1; turn <= 3; ++turn) {
        for (const auto room : rooms) {
            ports::RoomWrite write{
                .room = room, .expected_version = 1, .next = {}, .messages = {draft_of(author_, "x")}};
            EXPECT_EQ(run_on(io_, store_->store().rooms.commit(write))->messages.at(0).seq, Seq{turn});
        }
    }
}

TEST_F(SqliteBounds, AFailedSyncFailsTheWholeGroupAndNothingOfItAppearsLater) {
    open();
    post_at_once(10, 10);
    FaultyVfs::instance().syncs_fail = true;
    post_at_once(20, 10);
    EXPECT_EQ(answers_[ErrorCode::store_failed], 20);
    FaultyVfs::instance().heal();
    post_at_once(5, 10);
    EXPECT_EQ(newest(), 15U);
    store_.reset();
    auto again = storage::open_sqlite(settings_);
    ASSERT_TRUE(again);
    EXPECT_EQ(run_on(io_, (*again)->store().rooms.load(room_))->newest, Seq{15});
}

TEST_F(SqliteBounds, AFullDiskInTheMiddleLosesNothingAcknowledged) {
    settings_.checkpoints = {.step_pages = 16, .bound_pages = 32};
    open();
    for (int round = 0; round < 10; ++round) {
        post_at_once(20, 2000);
        FaultyVfs::instance().disk_full = true;
        post_at_once(20, 2000);
        FaultyVfs::instance().heal();
    }
    EXPECT_EQ(answers_[ErrorCode::ok], 200);
    EXPECT_EQ(answers_[ErrorCode::store_failed], 200);
    EXPECT_EQ(newest(), 200U);
    EXPECT_GT(store_->metrics().failed_groups, 0U);
    store_.reset();
    storage::Connection db(folder_.path() / "foyer.db", storage::Connection::Access::read_write, {});
    EXPECT_EQ(db.number("SELECT count(*) FROM messages"), 200);
    EXPECT_TRUE(db.query("PRAGMA integrity_check").step());
}

TEST_F(SqliteBounds, AfterItsEndNothingIsLeftUndone) {
    open();
    for (int i = 0; i < 50; ++i) asio::co_spawn(io_, post(10), asio::detached);
    io_.restart();
    while (io_.poll_one() != 0 && answers_.empty()) {
    }
    store_.reset();
    io_.restart();
    io_.run();
    EXPECT_EQ(answers_[ErrorCode::ok], 50);
}

}  // namespace foyer::contract
