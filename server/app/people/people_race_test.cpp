// What several threads do at once; meaningful under ThreadSanitizer.
#include <atomic>
#include <thread>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include "server/app/people/presence_board.hpp"
#include "server/storage/memory/memory_store.hpp"

namespace foyer::app {
namespace {

struct TickingClock final : ports::Clock {
    mutable std::atomic<std::int64_t> ticks{0};
    [[nodiscard]] Instant now() const override { return Instant{Millis{ticks += 10}}; }
};
struct CountingPublisher final : ports::Publisher {
    std::atomic<int> events{0};
    void publish(ports::Audience, ports::Event) override { ++events; }
};

TEST(PeopleRace, DirectoryAndPresenceServeAllThreads) {
    storage::MemoryStore store;
    TickingClock clock;
    CountingPublisher publisher;
    boost::asio::io_context io{1};
    auto work = boost::asio::make_work_guard(io);
    DirectoryCache directory(io.get_executor(), store.store().accounts);
    RelationBook relations(store.store().roster, {});
    GuestCircles circles(store.store().rooms, [](ContactId) { return true; }, 100);
    PresenceBoard board(io.get_executor(), directory, relations, circles, publisher, clock, {});
    std::thread strand([&] { io.run(); });
    const auto run = [&](auto task) {
        return boost::asio::co_spawn(io, std::move(task), boost::asio::use_future).get();
    };

    const auto company = *run(store.store().accounts.create_company("Acme"));
    std::vector<ContactId> people;
    for (int i = 0; i < 20; ++i) {
        domain::Person person;
        person.company = company;
        person.uname = person.name = std::to_string(i);
        people.push_back(*run(store.store().accounts.create_person(person, "")));
    }
    ASSERT_TRUE(run(directory.refresh()));

    std::vector<std::thread> threads;
    for (std::uint64_t t = 0; t < 3; ++t) {
        threads.emplace_back([&, t] {
            for (std::uint64_t i = 0; i < 300; ++i) {
                const ConnectionId id{t * 1000 + i};
                const auto person = people[i % people.size()];
                board.connect(id, person, {"web", ports::Show::online, {}});
                board.set(id, ports::Show::away, "x");
                EXPECT_TRUE(board.is_connected(person));
                (void)board.of(person);
                EXPECT_NE(directory.current()->find(person), nullptr);
                board.disconnect(id, i % 2 == 0);
            }
        });
    }
    for (int i = 0; i < 50; ++i) {
        auto renamed = *directory.current()->find(people[0]);
        renamed.name = "name " + std::to_string(i);
        EXPECT_TRUE(run(store.store().accounts.update_person(renamed)));
        EXPECT_TRUE(run(directory.poll()));
        run(board.turn());
        EXPECT_TRUE(run(board.seen_by(people[1])));
    }
    for (auto& thread : threads) thread.join();
    for (int i = 0; i < 2000; ++i) run(board.turn());
    EXPECT_EQ(board.connected_people(), 0u);
    EXPECT_GT(publisher.events, 0);
    work.reset();
    strand.join();
}

}  // namespace
}  // namespace foyer::app
