#pragma once
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "server/storage/sqlite/request.hpp"

namespace foyer::storage {

/// How much may wait for a thread of the store.
struct QueueBounds {
    std::size_t requests = 65'536;
    std::size_t bytes = 64 * 1024 * 1024;
};

/// Requests on their way from any thread to those of the store. Bounded: what does not fit is refused with
/// `unavailable`.
template <class Context>
class RequestQueue {
public:
    using Item = std::unique_ptr<Request<Context>>;

    explicit RequestQueue(QueueBounds bounds) : bounds_(bounds) {}

    void push(Item item) {
        const char* refusal = nullptr;
        {
            const std::scoped_lock lock(mutex_);
            if (stopped_) {
                refusal = "The server is stopping.";
            } else if (items_.size() >= bounds_.requests || bytes_ + item->bytes() > bounds_.bytes) {
                refusal = "The store is overloaded; try again shortly.";
            } else {
                bytes_ += item->bytes();
                items_.push_back(std::move(item));
            }
        }
        if (!refusal) return ready_.notify_one();
        // Moved above only where nothing refuses. NOLINTNEXTLINE(bugprone-use-after-move)
        item->fail(Error{ErrorCode::unavailable, refusal});
        std::vector<std::unique_ptr<Waiting>> refused;
        refused.push_back(std::move(item));
        deliver(std::move(refused));
    }

    /// Waits for requests and appends up to `most` of them. False: stopped, and nothing is left.
    bool take(std::vector<Item>& into, std::size_t most) {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [this] { return stopped_ || !items_.empty(); });
        if (items_.empty()) return false;
        for (; most != 0 && !items_.empty(); --most) {
            bytes_ -= items_.front()->bytes();
            into.push_back(std::move(items_.front()));
            items_.pop_front();
        }
        return true;
    }

    /// What is queued will still be taken; nothing more is accepted.
    void stop() {
        {
            const std::scoped_lock lock(mutex_);
            stopped_ = true;
        }
        ready_.notify_all();
    }

    [[nodiscard]] std::size_t size() const {
        const std::scoped_lock lock(mutex_);
        return items_.size();
    }

private:
    const QueueBounds bounds_;
    mutable std::mutex mutex_;  ///< Guards what follows.
    std::condition_variable ready_;
    std::deque<Item> items_;
    std::size_t bytes_ = 0;
    bool stopped_ = false;
};

}  // namespace foyer::storage
