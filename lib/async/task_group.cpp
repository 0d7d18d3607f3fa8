#include "lib/async/task_group.hpp"

#include <exception>
#include <list>
#include <utility>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace foyer {

namespace asio = boost::asio;

struct TaskGroup::State {
    explicit State(asio::any_io_executor e) : executor(e), ended(e, asio::steady_timer::time_point::max()) {}

    asio::any_io_executor executor;
    std::list<asio::cancellation_signal> running;  // One each; the address of a signal must not change.
    asio::steady_timer ended;                      // Cancelled when `running` has become empty.
    bool stopping = false;

    void cancel_all() {
        stopping = true;
        // A cancelled wait ends by a posted completion, so that the list does not change under the loop.
        for (auto& signal : running) signal.emit(asio::cancellation_type::terminal);
    }
};

TaskGroup::TaskGroup(asio::any_io_executor executor) : state_(std::make_shared<State>(std::move(executor))) {}

TaskGroup::~TaskGroup() {
    if (!state_->running.empty()) state_->cancel_all();
}

void TaskGroup::spawn(Task<void> task) {
    if (state_->stopping) return;
    auto signal = state_->running.emplace(state_->running.end());
    auto completion = [state = state_, signal](const std::exception_ptr& failure) {
        state->running.erase(signal);
        if (state->running.empty()) state->ended.cancel();
        if (!failure) return;
        try {
            std::rethrow_exception(failure);
        } catch (const boost::system::system_error& error) {
            if (error.code() != asio::error::operation_aborted) throw;  // How a cancelled task ends.
        }
    };
    asio::co_spawn(state_->executor, std::move(task),
                   asio::bind_cancellation_slot(signal->slot(), std::move(completion)));
}

Task<void> TaskGroup::stop() {
    const auto state = state_;
    state->cancel_all();
    while (!state->running.empty()) {
        boost::system::error_code ignored;
        co_await state->ended.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
}

std::size_t TaskGroup::size() const {
    return state_->running.size();
}

}  // namespace foyer
