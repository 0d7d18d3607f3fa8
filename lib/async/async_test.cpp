#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <gtest/gtest.h>

#include "lib/async/mailbox.hpp"
#include "lib/async/task_group.hpp"
#include "lib/async/with_deadline.hpp"

namespace foyer {
namespace {

namespace asio = boost::asio;

Task<void> wait_for_ever(std::vector<std::string>* log) {
    asio::steady_timer timer(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    boost::system::error_code ended;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ended));
    log->push_back(ended == asio::error::operation_aborted ? "cancelled" : "ended");
}

Task<void> note(std::vector<std::string>* log, std::string what) {
    log->push_back(std::move(what));
    co_return;
}

Task<void> stop(TaskGroup* group, std::vector<std::string>* log) {
    co_await group->stop();
    log->push_back("stopped");
}

Task<int> number(int value) {
    co_return value;
}
Task<Result<int>> refused() {
    co_return refuse(ErrorCode::not_found);
}
Task<int> number_never() {
    asio::steady_timer timer(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    co_await timer.async_wait(asio::use_awaitable);
    co_return 0;
}

template <class T>
std::optional<T> run(Task<T> task) {
    asio::io_context io;
    std::optional<T> answer;
    asio::co_spawn(io, std::move(task), [&](const std::exception_ptr& failure, T value) {
        if (!failure) answer.emplace(std::move(value));
    });
    io.run();
    return answer;
}

TEST(TaskGroup, StopCancelsEveryTaskAndWaitsForIt) {
    asio::io_context io;
    std::vector<std::string> log;
    TaskGroup group(io.get_executor());
    group.spawn(wait_for_ever(&log));
    group.spawn(note(&log, "noted"));
    group.spawn(wait_for_ever(&log));
    io.poll();
    EXPECT_EQ(group.size(), 2U);
    asio::co_spawn(io, stop(&group, &log), asio::detached);
    io.run();
    EXPECT_EQ(log, (std::vector<std::string>{"noted", "cancelled", "cancelled", "stopped"}));
    EXPECT_EQ(group.size(), 0U);
}

TEST(TaskGroup, DropsWhatIsSpawnedAfterStop) {
    asio::io_context io;
    std::vector<std::string> log;
    TaskGroup group(io.get_executor());
    asio::co_spawn(io, stop(&group, &log), asio::detached);
    io.run();
    group.spawn(note(&log, "noted"));
    io.restart();
    io.run();
    EXPECT_EQ(log, (std::vector<std::string>{"stopped"}));
}

TEST(TaskGroup, EndsItsTasksWhenDestroyed) {
    asio::io_context io;
    std::vector<std::string> log;
    {
        TaskGroup group(io.get_executor());
        group.spawn(wait_for_ever(&log));
        io.poll();
    }
    io.run();
    EXPECT_EQ(log, (std::vector<std::string>{"cancelled"}));
}

TEST(WithDeadline, PassesTheAnswerOn) {
    EXPECT_EQ(run(with_deadline(Millis{60'000}, number(7))), Result<int>{7});
    EXPECT_EQ(run(with_deadline(Millis{60'000}, refused())), Result<int>{refuse(ErrorCode::not_found)});
}

TEST(WithDeadline, CancelsWhatTakesTooLong) {
    EXPECT_EQ(run(with_deadline(Millis{0}, number_never())), Result<int>{refuse(ErrorCode::unavailable)});
}

TEST(Mailbox, DeliversInOrderAndInOneBatch) {
    asio::io_context io;
    std::vector<std::vector<int>> batches;
    Mailbox<int> mailbox(io.get_executor(), [&](std::vector<int>& batch) { batches.push_back(batch); });
    mailbox.put(1);
    mailbox.put(2);
    EXPECT_EQ(io.poll(), 1U);
    mailbox.put(3);
    io.restart();
    EXPECT_EQ(io.poll(), 1U);
    EXPECT_EQ(batches, (std::vector<std::vector<int>>{{1, 2}, {3}}));
}

TEST(Mailbox, LosesNothingFromManyThreads) {
    constexpr int threads = 4;
    constexpr int each = 5'000;
    asio::io_context io;
    int received = 0;
    std::vector<int> newest(threads, -1);
    Mailbox<std::pair<int, int>> mailbox(io.get_executor(), [&](std::vector<std::pair<int, int>>& batch) {
        for (const auto& [thread, value] : batch) {
            EXPECT_EQ(value, newest[static_cast<std::size_t>(thread)] + 1);
            newest[static_cast<std::size_t>(thread)] = value;
            ++received;
        }
    });
    std::vector<std::jthread> putters;
    for (int t = 0; t < threads; ++t) {
        putters.emplace_back([&mailbox, t] {
            for (int i = 0; i < each; ++i) mailbox.put({t, i});
        });
    }
    auto work = asio::make_work_guard(io);
    while (received < threads * each) io.run_one();
    EXPECT_EQ(received, threads * each);
}

TEST(Mailbox, IsSilentOnceDestroyed) {
    asio::io_context io;
    {
        Mailbox<int> mailbox(io.get_executor(), [](std::vector<int>&) { FAIL(); });
        mailbox.put(1);
    }
    io.run();
}

}  // namespace
}  // namespace foyer
