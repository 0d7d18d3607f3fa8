#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>

namespace foyer::storage {

/// Upper bounds by which commits are counted; one more count is for what took longer.
inline constexpr std::array<std::chrono::microseconds, 12> commit_time_bounds{
    std::chrono::microseconds{250},     std::chrono::microseconds{500},     std::chrono::microseconds{1'000},
    std::chrono::microseconds{2'500},   std::chrono::microseconds{5'000},   std::chrono::microseconds{10'000},
    std::chrono::microseconds{25'000},  std::chrono::microseconds{50'000},  std::chrono::microseconds{100'000},
    std::chrono::microseconds{250'000}, std::chrono::microseconds{500'000}, std::chrono::microseconds{1'000'000}};

/// What the store has done since it was opened, as read at one moment.
struct StoreMetrics {
    std::uint64_t groups = 0;                ///< Transactions committed.
    std::uint64_t writes = 0;                ///< Requests in them, refused ones included.
    std::uint64_t largest_group = 0;         ///< In requests.
    std::uint64_t failed_groups = 0;         ///< Rolled back: their callers got `store_failed`.
    std::uint64_t messages = 0;              ///< Messages stored.
    std::chrono::nanoseconds commit_time{};  ///< Sum over all groups, from the first statement to the durable end.
    /// How many groups took at most as long as commit_time_bounds says, and longer than the bound before.
    std::array<std::uint64_t, commit_time_bounds.size() + 1> commit_times{};
    std::chrono::nanoseconds longest_commit{};
    std::uint64_t write_queue = 0;  ///< Requests waiting now.
    std::uint64_t reads = 0;
    std::uint64_t failed_reads = 0;
    std::uint64_t read_queue = 0;
    std::uint64_t checkpoints = 0;
    std::uint64_t wal_pages = 0;  ///< Length of the WAL after the latest commit.
};

/// Counted on the store's threads, read from any.
struct StoreCounters {
    std::atomic<std::uint64_t> groups = 0;
    std::atomic<std::uint64_t> writes = 0;
    std::atomic<std::uint64_t> largest_group = 0;
    std::atomic<std::uint64_t> failed_groups = 0;
    std::atomic<std::uint64_t> messages = 0;
    std::atomic<std::uint64_t> commit_ns = 0;
    std::array<std::atomic<std::uint64_t>, commit_time_bounds.size() + 1> commit_times{};
    std::atomic<std::uint64_t> longest_commit_ns = 0;
    std::atomic<std::uint64_t> reads = 0;
    std::atomic<std::uint64_t> failed_reads = 0;
    std::atomic<std::uint64_t> checkpoints = 0;
    std::atomic<std::uint64_t> wal_pages = 0;
};

}  // namespace foyer::storage
