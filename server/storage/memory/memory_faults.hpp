#pragma once
#include <functional>
#include <mutex>
#include <vector>

#include "lib/async/task.hpp"

namespace foyer::storage {

/// Makes a MemoryStore misbehave on demand. Any thread: a mutex guards the switches and the held callers.
class MemoryFaults {
public:
    /// The next write is refused with `store_failed` and changes nothing.
    void fail_next_write();
    /// All writes are refused with `store_failed`, until switched off.
    void fail_writes(bool on);
    /// All reads are refused with `store_failed`, until switched off.
    void fail_reads(bool on);
    /// The next write is stored, but its caller gets `store_failed`: what a crash between commit and answer looks like.
    void lose_next_answer();

    /// From now on calls take effect at once, but their callers do not resume until release().
    void hold();
    /// Lets all held callers go on, in the order of their calls, each on its own executor.
    void release();
    /// How many callers are held now.
    [[nodiscard]] std::size_t held() const;

    // For the stores.
    enum class Plan { proceed, fail, lose_answer };
    [[nodiscard]] Plan plan_write();
    [[nodiscard]] bool reads_fail() const;
    /// Resumes the caller through his executor, once nothing is held.
    Task<void> turn();

private:
    mutable std::mutex mutex_;
    bool fail_next_write_ = false;
    bool fail_writes_ = false;
    bool fail_reads_ = false;
    bool lose_next_answer_ = false;
    bool holding_ = false;
    std::vector<std::move_only_function<void()>> held_;
};

}  // namespace foyer::storage
