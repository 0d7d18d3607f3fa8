// Rooms on two real threads: the order within a room is one for everybody, whoever posts from where. Meant for TSan.
#include <future>
#include <mutex>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include "server/app/app_fixture.hpp"

namespace foyer::app {
namespace {

/// Counts what it is told; any thread.
class OrderKeeper final : public ports::Publisher {
public:
    void publish(ports::Audience, ports::Event event) override {
        const auto* const posted = std::get_if<ports::MessagesPosted>(&event);
        if (!posted) return;
        const std::lock_guard lock(mutex_);
        auto& newest = newest_[posted->room];
        for (const auto& message : posted->messages) {
            gapless_ = gapless_ && message.seq == next(newest);
            newest = message.seq;
        }
    }
    [[nodiscard]] bool gapless() {
        const std::lock_guard lock(mutex_);
        return gapless_;
    }
    [[nodiscard]] Seq newest(RoomId room) {
        const std::lock_guard lock(mutex_);
        return newest_[room];
    }

private:
    std::mutex mutex_;
    std::map<RoomId, Seq> newest_;
    bool gapless_ = true;
};

class TwoThreads : public testing::Test {
protected:
    boost::asio::io_context contexts[2];
    storage::MemoryStore memory;
    storage::MemoryFileBytes file_bytes;
    ManualClock clock;
    CountingRandom random;
    OpenHasher hasher;
    NoCodes codes;
    OrderKeeper publisher;
    App app{{memory.store(), publisher, clock, random, hasher, codes, file_bytes},
            {},
            {contexts[0].get_executor(), contexts[1].get_executor()}};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work[2] = {
        boost::asio::make_work_guard(contexts[0]), boost::asio::make_work_guard(contexts[1])};
    std::vector<std::jthread> threads;

    void SetUp() override {
        for (auto& context : contexts) threads.emplace_back([&context] { context.run(); });
    }
    void TearDown() override {
        for (auto& guard : work) guard.reset();
        threads.clear();
    }

    template <class T>
    std::future<T> start(int thread, Task<T> task) {
        return boost::asio::co_spawn(contexts[thread], std::move(task), boost::asio::use_future);
    }
    ContactId person(const char* name, CompanyId company) {
        domain::Person made;
        made.company = company;
        made.uname = made.name = name;
        return start(0, memory.store().accounts.create_person(made, "")).get().value();
    }
};

TEST_F(TwoThreads, EveryRoomHasOneOrder) {
    const auto acme = start(0, memory.store().accounts.create_company("Acme")).get().value();
    const std::vector people{person("ann", acme), person("bob", acme), person("cat", acme)};
    ASSERT_TRUE(start(0, app.directory.refresh()).get());
    const Caller ann{people[0], SessionId{1}};
    std::vector<RoomId> rooms;
    for (int i = 0; i < 8; ++i)
        rooms.push_back(start(i % 2, app.invite_to_chat.run(ann, {people[1], people[2]}, "")).get().value());

    constexpr std::uint32_t posts = 60;
    std::vector<std::future<Result<Seq>>> posting;
    std::vector<std::future<Result<void>>> changing;
    for (std::uint32_t i = 0; i < posts; ++i) {
        for (const auto room : rooms) {
            const Caller by{people[i % 3], SessionId{1}};
            posting.push_back(start(static_cast<int>(i % 2), app.post_message.run(by, room, "hi", "")));
            domain::RoomModification asked;
            asked.name = std::to_string(i);
            if (i % 20 == 7)
                changing.push_back(start(static_cast<int>(i / 20 % 2), app.modify_room.run(by, room, asked)));
        }
    }
    for (auto& post : posting) EXPECT_TRUE(post.get());
    for (auto& change : changing) EXPECT_TRUE(change.get());
    EXPECT_TRUE(publisher.gapless());
    for (const auto room : rooms) EXPECT_EQ(publisher.newest(room), Seq{posts + 3});
}

}  // namespace
}  // namespace foyer::app
