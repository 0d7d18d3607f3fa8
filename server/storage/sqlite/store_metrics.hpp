#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>

namespace foyer::storage {

/// What the store has done since it was opened, as read at one moment.
struct StoreMetrics {
    std::uint64_t groups = 0;                ///< Transactions committed.
    std::uint64_t writes = 0;                ///< Requests in them, refused ones included.
    std::uint64_t largest_group = 0;         ///< In requests.
    std::uint64_t failed_groups = 0;         ///< Rolled back: their callers got `store_failed`.
    std::uint64_t messages = 0;              ///< Messages stored.
    std::chrono::nanoseconds commit_time{};  ///< Sum over all groups, from the first statement to the durable end.
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
    std::atomic<std::uint64_t> longest_commit_ns = 0;
    std::atomic<std::uint64_t> reads = 0;
    std::atomic<std::uint64_t> failed_reads = 0;
    std::atomic<std::uint64_t> checkpoints = 0;
    std::atomic<std::uint64_t> wal_pages = 0;
};

}  // namespace foyer::storage
