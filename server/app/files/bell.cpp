#include "server/app/files/bell.hpp"

#include <algorithm>
#include <utility>

#include "lib/async/suspend.hpp"

namespace foyer::app {

Task<void> Bell::wait(Instant until) {
    const auto join = [this, until](std::move_only_function<void()> resume) {
        waiting_.push_back({until, std::move(resume)});
    };
    co_await suspend(join);
}

void Bell::ring() {
    for (auto& one : std::exchange(waiting_, {})) one.resume();
}

void Bell::pass_time(Instant now) {
    const auto due = std::ranges::stable_partition(waiting_, [now](const Waiting& one) { return one.until > now; });
    std::vector<Waiting> resumed(std::make_move_iterator(due.begin()), std::make_move_iterator(due.end()));
    waiting_.erase(due.begin(), due.end());
    for (auto& one : resumed) one.resume();
}

void Bell::abandon() {
    const auto waiting = std::exchange(waiting_, {});
}

}  // namespace foyer::app
