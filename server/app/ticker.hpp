#pragma once
#include <functional>
#include <utility>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "lib/async/task.hpp"
#include "lib/async/task_group.hpp"
#include "server/app/people/sleep.hpp"

namespace foyer::app {

/// Does things again and again. Lives on one executor; every member runs there, but for every(), which comes first.
class Ticker {
public:
    using Turn = std::function<Task<void>()>;

    Ticker(boost::asio::any_io_executor executor, Sleep sleep)
        : sleep_(std::move(sleep)), tasks_(std::move(executor)) {}

    /// From start() on, `pace` after its last turn has ended.
    void every(Millis pace, Turn turn) { turns_.emplace_back(pace, std::move(turn)); }
    void start();
    /// Resumes when nothing of it runs any more.
    Task<void> stop();

private:
    Task<void> repeat(Millis pace, Turn turn);

    Sleep sleep_;
    std::vector<std::pair<Millis, Turn>> turns_;
    TaskGroup tasks_;
};

}  // namespace foyer::app
