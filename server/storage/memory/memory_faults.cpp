#include "server/storage/memory/memory_faults.hpp"

#include <utility>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace asio = boost::asio;

namespace foyer::storage {

void MemoryFaults::fail_next_write() {
    const std::scoped_lock lock(mutex_);
    fail_next_write_ = true;
}

void MemoryFaults::fail_writes(bool on) {
    const std::scoped_lock lock(mutex_);
    fail_writes_ = on;
}

void MemoryFaults::fail_reads(bool on) {
    const std::scoped_lock lock(mutex_);
    fail_reads_ = on;
}

void MemoryFaults::lose_next_answer() {
    const std::scoped_lock lock(mutex_);
    lose_next_answer_ = true;
}

void MemoryFaults::hold() {
    const std::scoped_lock lock(mutex_);
    holding_ = true;
}

void MemoryFaults::release() {
    std::vector<std::move_only_function<void()>> waiting;
    {
        const std::scoped_lock lock(mutex_);
        holding_ = false;
        waiting.swap(held_);
    }
    for (auto& resume : waiting) resume();
}

std::size_t MemoryFaults::held() const {
    const std::scoped_lock lock(mutex_);
    return held_.size();
}

MemoryFaults::Plan MemoryFaults::plan_write() {
    const std::scoped_lock lock(mutex_);
    if (fail_writes_ || std::exchange(fail_next_write_, false)) return Plan::fail;
    return std::exchange(lose_next_answer_, false) ? Plan::lose_answer : Plan::proceed;
}

bool MemoryFaults::reads_fail() const {
    const std::scoped_lock lock(mutex_);
    return fail_reads_;
}

Task<void> MemoryFaults::turn() {
    co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(
        [this](auto handler) {
            // Held work counts as outstanding, so that the caller's io_context does not run dry meanwhile.
            auto work = asio::prefer(asio::get_associated_executor(handler), asio::execution::outstanding_work.tracked);
            auto resume = [handler = std::move(handler), work = std::move(work)]() mutable {
                asio::post(work, std::move(handler));
            };
            const std::scoped_lock lock(mutex_);
            if (holding_) {
                held_.emplace_back(std::move(resume));
            } else {
                resume();
            }
        },
        asio::use_awaitable);
}

}  // namespace foyer::storage
