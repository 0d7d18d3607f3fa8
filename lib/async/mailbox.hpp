#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>

namespace foyer {

/// Batch hand-over of values to one strand. put() from any thread; `take` runs on the strand of `executor` with
/// everything that was put since its last run, in order per putting thread: one lock and one wake-up per batch, not per
/// value. Unbounded by itself: what is put has been bounded where it came from.
template <class T>
class Mailbox {
public:
    using Take = std::function<void(std::vector<T>& batch)>;

    Mailbox(boost::asio::any_io_executor executor, Take take)
        : state_(std::make_shared<State>(std::move(executor), std::move(take))) {}
    /// Ends delivery. On the strand of the executor, or when that no longer runs.
    ~Mailbox() { state_->take = nullptr; }
    Mailbox(const Mailbox&) = delete;
    Mailbox& operator=(const Mailbox&) = delete;

    void put(T value) {
        bool wake = false;
        {
            const std::lock_guard lock(state_->mutex);
            wake = state_->waiting.empty();
            state_->waiting.push_back(std::move(value));
        }
        if (wake) boost::asio::post(state_->executor, [state = state_] { state->deliver(); });
    }

private:
    struct State {
        State(boost::asio::any_io_executor e, Take t) : executor(std::move(e)), take(std::move(t)) {}

        void deliver() {
            {
                const std::lock_guard lock(mutex);
                taken.swap(waiting);
            }
            if (take) take(taken);
            taken.clear();  // Keeps its capacity for the next swap.
        }

        boost::asio::any_io_executor executor;
        Take take;
        std::mutex mutex;  // Guards `waiting`.
        std::vector<T> waiting;
        std::vector<T> taken;
    };
    std::shared_ptr<State> state_;  // Shared with a wake-up under way.
};

}  // namespace foyer
