#include <csignal>
#include <map>
#include <random>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "server/storage/sqlite/sqlite_store.hpp"
#include "tests/contract/child_process.hpp"
#include "tests/contract/store_contract.hpp"
#include "tests/contract/temporary_folder.hpp"

namespace foyer::contract {

namespace {

constexpr int writers = 6;

struct Acknowledged {
    RoomId room;
    Seq seq;
};

/// A data folder in which writers are killed again and again, and what they were told.
class SqliteCrash : public ::testing::Test {
protected:
    /// Starts a writer and kills it after so many acknowledgements, or waits for the fault point to do so.
    /// Returns how many acknowledgements it gave.
    std::size_t crash(const std::string& fault, std::size_t kill_after) {
        ++round_;
        ChildProcess child(
            {FOYER_CRASH_WRITER, folder_.path().string(), std::to_string(round_), std::to_string(writers), "2000"},
            fault.empty() ? "" : "FOYER_FAULT=" + fault);
        std::string line;
        std::size_t count = 0;
        while (child.read_line(line)) {
            unsigned room = 0;
            unsigned seq = 0;
            char key[64] = {};
            if (std::sscanf(line.c_str(), "ack %u %u %63s", &room, &seq, key) != 3) continue;
            acknowledged_[key] = {RoomId{room}, Seq{seq}};
            if (++count == kill_after) child.kill();
        }
        EXPECT_EQ(child.ended_by_signal(), SIGKILL);
        return count;
    }

    /// Opens the store as the next server does, and checks every promise.
    void verify() {
        boost::asio::io_context io;
        storage::SqliteSettings settings;
        settings.folder = folder_.path();
        auto opened = storage::open_sqlite(settings);
        ASSERT_TRUE(opened) << opened.error().sentence;
        auto& rooms = (*opened)->store().rooms;
        std::set<RoomId> ids;
        for (const auto& [key, message] : acknowledged_) ids.insert(message.room);
        for (const auto id : ids) verify_room(io, rooms, id);
        verify_repetition(io, rooms);
    }

private:
    /// Numbers without gap, nothing twice, everything acknowledged in its place.
    void verify_room(boost::asio::io_context& io, ports::RoomStore& rooms, RoomId id) {
        const auto page = run_on(io, rooms.messages({.room = id, .after = Seq{}, .limit = 1'000'000}));
        ASSERT_TRUE(page);
        std::map<std::string, Seq> stored;
        Seq last;
        for (const auto& message : page->messages) {
            EXPECT_EQ(message.seq, next(last));
            last = message.seq;
            EXPECT_TRUE(stored.emplace(message.text, message.seq).second) << "twice: " << message.text;
        }
        EXPECT_EQ(run_on(io, rooms.load(id))->newest, last);
        for (const auto& [key, message] : acknowledged_) {
            if (message.room != id) continue;
            ASSERT_TRUE(stored.contains(key)) << "lost: " << key;
            EXPECT_EQ(stored[key], message.seq);
        }
    }

    /// A client that repeats its latest posts gets the same numbers.
    void verify_repetition(boost::asio::io_context& io, ports::RoomStore& rooms) {
        std::size_t checked = 0;
        for (auto one = acknowledged_.rbegin(); one != acknowledged_.rend() && checked < 50; ++one, ++checked) {
            ports::RoomWrite write{.room = one->second.room, .expected_version = 1, .next = {}, .messages = {}};
            write.messages.push_back({ContactId{1}, "Ann", "again", Instant{}, one->first});
            const auto committed = run_on(io, rooms.commit(write));
            ASSERT_TRUE(committed);
            EXPECT_TRUE(committed->repeated);
            EXPECT_EQ(committed->messages.at(0).seq, one->second.seq);
        }
    }

    TemporaryFolder folder_;
    int round_ = 0;
    std::map<std::string, Acknowledged> acknowledged_;
};

}  // namespace

TEST_F(SqliteCrash, KilledAtAnyMomentNothingAcknowledgedIsLostOrDoubled) {
    std::mt19937 random(4711);
    for (int i = 0; i < 8; ++i) {
        EXPECT_GT(crash("", 1 + random() % 1500), 0U);
        verify();
    }
}

TEST_F(SqliteCrash, KilledBeforeACommitNothingOfTheGroupIsThere) {
    for (const int pass : {30, 41, 100}) {
        EXPECT_GT(crash(fmt::format("before_commit:{}", pass), 0), 0U);
        verify();
    }
}

TEST_F(SqliteCrash, KilledBetweenCommitAndAnswerARepeatedPostIsOne) {
    for (const int pass : {30, 41, 100}) {
        EXPECT_GT(crash(fmt::format("after_commit:{}", pass), 0), 0U);
        verify();
    }
}

TEST_F(SqliteCrash, KilledWhileMigratingTheNextStartMigratesAgain) {
    EXPECT_EQ(crash("during_migration", 0), 0U);
    verify();
    EXPECT_GE(crash("", 10), 10U);
    verify();
}

}  // namespace foyer::contract
