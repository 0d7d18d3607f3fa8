#pragma once
#include <condition_variable>
#include <mutex>

namespace foyer::storage {

/// Lets the checkpointer stop the writer between two transactions. The mutex guards the two flags.
class WriteGate {
public:
    /// The writer's: around each transaction.
    void enter() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !closed_; });
        writing_ = true;
    }
    void leave() {
        {
            const std::scoped_lock lock(mutex_);
            writing_ = false;
        }
        changed_.notify_all();
    }

    /// The checkpointer's: returns when no transaction runs, and keeps the next one out.
    void close() {
        std::unique_lock lock(mutex_);
        closed_ = true;
        changed_.wait(lock, [this] { return !writing_; });
    }
    void open() {
        {
            const std::scoped_lock lock(mutex_);
            closed_ = false;
        }
        changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool writing_ = false;
    bool closed_ = false;
};

}  // namespace foyer::storage
