#include "server/storage/sqlite/writer.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "lib/base/fault_point.hpp"

namespace foyer::storage {

namespace {

int keep_wal_pages(void* pages, sqlite3*, const char*, int count) {
    static_cast<StoreCounters*>(pages)->wal_pages.store(static_cast<std::uint64_t>(count), std::memory_order_relaxed);
    return SQLITE_OK;
}

void raise(std::atomic<std::uint64_t>& highest, std::uint64_t value) {
    // Written by the writer thread alone.
    if (value > highest.load(std::memory_order_relaxed)) highest.store(value, std::memory_order_relaxed);
}

}  // namespace

Writer::Writer(Connection db, Settings settings, WriteGate& gate, Checkpointer& checkpointer, StoreCounters& counters,
               Report report)
    : db_(std::move(db)),
      settings_(settings),
      gate_(gate),
      checkpointer_(checkpointer),
      counters_(counters),
      report_(std::move(report)),
      heads_(settings.room_heads),
      queue_(settings.queue) {
    sqlite3_wal_hook(db_.handle(), keep_wal_pages, &counters_);
    thread_ = std::thread([this] { loop(); });
}

Writer::~Writer() {
    queue_.stop();
    thread_.join();
}

void Writer::loop() {
    Group group;
    while (queue_.take(group, settings_.largest_group)) {
        run(group);
        std::vector<std::unique_ptr<Waiting>> waiting;
        waiting.reserve(group.size());
        std::ranges::move(group, std::back_inserter(waiting));
        group.clear();
        deliver(std::move(waiting));
    }
}

void Writer::run(Group& group) {
    using Clock = std::chrono::steady_clock;  // For the metrics alone.
    const auto started = Clock::now();
    gate_.enter();
    try {
        run_transaction(group);
        gate_.leave();
        count(group.size(), Clock::now() - started);
        checkpointer_.wal_has(counters_.wal_pages.load(std::memory_order_relaxed));
    } catch (const std::exception& failure) {
        roll_back();
        gate_.leave();
        ++counters_.failed_groups;
        report_(fmt::format("could not store {} writes: {}", group.size(), failure.what()));
        for (auto& request : group) request->fail(Error{ErrorCode::store_failed});
    }
}

void Writer::run_transaction(Group& group) {
    db_.run("BEGIN IMMEDIATE");
    forget_if_others_wrote();
    WriteContext context{db_, heads_};
    for (auto& request : group) request->apply(context);
    FOYER_FAULT_POINT("before_commit");
    db_.run("COMMIT");
    FOYER_FAULT_POINT("after_commit");
    counters_.messages += context.messages;
}

void Writer::roll_back() noexcept {
    heads_.forget();
    try {
        if (db_.in_transaction()) db_.run("ROLLBACK");
    } catch (const std::exception& failure) {
        report_(fmt::format("could not roll back: {}", failure.what()));
    }
}

void Writer::forget_if_others_wrote() {
    const auto version = db_.number("PRAGMA data_version");
    if (std::exchange(data_version_, version) != version) heads_.forget();
}

void Writer::count(std::size_t requests, std::chrono::nanoseconds took) {
    const auto ns = static_cast<std::uint64_t>(took.count());
    ++counters_.groups;
    counters_.writes += requests;
    counters_.commit_ns += ns;
    ++counters_.commit_times[static_cast<std::size_t>(std::ranges::lower_bound(commit_time_bounds, took) -
                                                      commit_time_bounds.begin())];
    raise(counters_.largest_group, requests);
    raise(counters_.longest_commit_ns, ns);
}

}  // namespace foyer::storage
