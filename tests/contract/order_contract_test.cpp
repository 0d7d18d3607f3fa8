#include <set>
#include <thread>

#include <boost/asio/detached.hpp>
#include <gmock/gmock.h>

#include "tests/contract/store_contract.hpp"

namespace foyer::contract {

namespace asio = boost::asio;

/// Many writers at once, on several I/O threads.
class OrderContract : public StoreContract {
protected:
    RoomId room = given_room(multi_room({ann, bob}));
};
FOYER_CONTRACT_SUITE(OrderContract);

namespace {

/// What one I/O thread does and sees. Its coroutines run on that thread alone.
struct Writing {
    asio::io_context io{1};
    std::vector<Seq> seqs;     // In the order in which the callers resumed.
    std::vector<int> resumed;  // Numbers of the calls, in the same order.
    int conflicts = 0;
};

Task<void> post_one(Writing& writing, ports::RoomStore& rooms, RoomId room, ContactId author, int number) {
    ports::RoomWrite write{.room = room, .expected_version = 1, .next = {}, .messages = {}};
    write.messages.push_back(draft_of(author, std::to_string(number)));
    const auto committed = co_await rooms.commit(std::move(write));
    EXPECT_TRUE(writing.io.get_executor().running_in_this_thread());
    if (committed) writing.seqs.push_back(committed->messages.at(0).seq);
    writing.resumed.push_back(number);
}

Task<void> post_with_key(Writing& writing, ports::RoomStore& rooms, RoomId room, ContactId author) {
    ports::RoomWrite write{.room = room, .expected_version = 1, .next = {}, .messages = {}};
    write.messages.push_back(draft_of(author, "same", "key"));
    const auto committed = co_await rooms.commit(std::move(write));
    if (committed) writing.seqs.push_back(committed->messages.at(0).seq);
}

Task<void> rename(Writing& writing, ports::RoomStore& rooms, domain::Room next) {
    const auto version = next.version;
    ports::RoomWrite write{.room = next.id, .expected_version = version, .next = std::move(next), .messages = {}};
    const auto committed = co_await rooms.commit(std::move(write));
    if (!committed && committed.error().code == ErrorCode::conflict) ++writing.conflicts;
}

Task<void> open_pair(Writing& writing, ports::RoomStore& rooms, domain::Room room) {
    const auto created = co_await rooms.create(std::move(room), "");
    if (created && !created->existed) ++writing.conflicts;
}

void run_all(std::vector<std::unique_ptr<Writing>>& writings) {
    std::vector<std::jthread> threads;
    for (auto& writing : writings) threads.emplace_back([&io = writing->io] { io.run(); });
}

std::vector<std::unique_ptr<Writing>> io_threads(int count) {
    std::vector<std::unique_ptr<Writing>> writings;
    for (int i = 0; i < count; ++i) writings.push_back(std::make_unique<Writing>());
    return writings;
}

}  // namespace

TEST_P(OrderContract, ManyWritersGetGaplessNumbersAndResumeInOrderOnTheirThreads) {
    constexpr int each = 300;
    auto writings = io_threads(3);
    for (auto& writing : writings) {
        for (int i = 0; i < each; ++i) {
            asio::co_spawn(writing->io, post_one(*writing, rooms(), room, ann, i), asio::detached);
        }
    }
    run_all(writings);

    std::set<std::uint32_t> all;
    for (const auto& writing : writings) {
        EXPECT_EQ(writing->seqs.size(), static_cast<std::size_t>(each));
        EXPECT_TRUE(std::ranges::is_sorted(writing->seqs));
        EXPECT_TRUE(std::ranges::is_sorted(writing->resumed));
        for (const auto seq : writing->seqs) all.insert(seq.value());
    }
    EXPECT_EQ(all.size(), 3U * each);
    EXPECT_EQ(*all.begin(), 1U);
    EXPECT_EQ(*all.rbegin(), 3U * each);
    EXPECT_EQ(get(rooms().load(room)).newest, Seq{3 * each});
}

TEST_P(OrderContract, OneKeyFromManyThreadsIsOneMessage) {
    auto writings = io_threads(3);
    for (auto& writing : writings) {
        for (int i = 0; i < 20; ++i) {
            asio::co_spawn(writing->io, post_with_key(*writing, rooms(), room, ann), asio::detached);
        }
    }
    run_all(writings);
    for (const auto& writing : writings) EXPECT_THAT(writing->seqs, ::testing::Each(Seq{1}));
    EXPECT_EQ(get(rooms().load(room)).newest, Seq{1});
}

TEST_P(OrderContract, OfManyChangesDecidedOnOneVersionOneWins) {
    const auto decided_on = get(rooms().load(room)).room;
    auto writings = io_threads(3);
    for (auto& writing : writings) {
        for (int i = 0; i < 5; ++i) {
            asio::co_spawn(writing->io, rename(*writing, rooms(), decided_on), asio::detached);
        }
    }
    run_all(writings);
    int conflicts = 0;
    for (const auto& writing : writings) conflicts += writing->conflicts;
    EXPECT_EQ(conflicts, 14);
    EXPECT_EQ(get(rooms().load(room)).room.version, 2U);
}

TEST_P(OrderContract, ARefusedWriteDoesNotDisturbItsNeighbours) {
    // All in one turn of one thread: an adapter that groups has them in one group.
    auto writings = io_threads(1);
    auto& writing = *writings.front();
    auto outdated = get(rooms().load(room)).room;
    outdated.version = 7;
    auto unknown_member = multi_room({ann, ContactId{4711}});
    for (int i = 0; i < 10; ++i) {
        asio::co_spawn(writing.io, post_one(writing, rooms(), room, ann, i), asio::detached);
        asio::co_spawn(writing.io, rename(writing, rooms(), outdated), asio::detached);
        asio::co_spawn(writing.io, open_pair(writing, rooms(), unknown_member), asio::detached);
    }
    run_all(writings);
    EXPECT_EQ(writing.conflicts, 10);
    EXPECT_EQ(writing.seqs.size(), 10U);
    EXPECT_EQ(get(rooms().load(room)).newest, Seq{10});
    EXPECT_EQ(get(rooms().rooms_of(ann, 100)).size(), 1U);
}

TEST_P(OrderContract, APairOpenedFromManyThreadsGetsOneRoom) {
    auto writings = io_threads(3);
    for (auto& writing : writings) {
        for (int i = 0; i < 5; ++i) {
            asio::co_spawn(writing->io, open_pair(*writing, rooms(), pair_room(bob, cid)), asio::detached);
        }
    }
    run_all(writings);
    int created = 0;
    for (const auto& writing : writings) created += writing->conflicts;
    EXPECT_EQ(created, 1);
}

TEST_P(OrderContract, AReadSeesEveryWriteWhoseCallerHasResumed) {
    for (std::uint32_t i = 1; i <= 50; ++i) {
        given_message(room, ann, "text");
        EXPECT_EQ(get(rooms().load(room)).newest, Seq{i});
    }
}

}  // namespace foyer::contract
