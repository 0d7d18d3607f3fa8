#include "server/storage/sqlite/checkpointer.hpp"

#include <utility>

namespace foyer::storage {

Checkpointer::Checkpointer(Connection db, Settings settings, WriteGate& gate, StoreCounters& counters)
    : db_(std::move(db)), settings_(settings), gate_(gate), counters_(counters), thread_([this] { loop(); }) {}

Checkpointer::~Checkpointer() {
    {
        const std::scoped_lock lock(mutex_);
        stopped_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Checkpointer::wal_has(std::uint64_t pages) {
    {
        const std::scoped_lock lock(mutex_);
        if (pages < pages_) done_at_ = 0;  // The WAL has started anew.
        pages_ = pages;
        if (pages_ < done_at_ + settings_.step_pages) return;
    }
    wake_.notify_one();
}

void Checkpointer::loop() {
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return stopped_ || pages_ >= done_at_ + settings_.step_pages; });
        if (stopped_) return;
        done_at_ = pages_;
        lock.unlock();
        checkpoint();
        lock.lock();
    }
}

void Checkpointer::checkpoint() {
    run_passive();
    ++counters_.checkpoints;
    if (counters_.wal_pages.load(std::memory_order_relaxed) < settings_.bound_pages) return;
    // What was written meanwhile is little; with it moved as well, the next transaction starts the WAL anew.
    gate_.close();
    run_passive();
    gate_.open();
}

void Checkpointer::run_passive() {
    // Failing is harmless: everything stays in the WAL, and the next step tries again.
    sqlite3_wal_checkpoint_v2(db_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

}  // namespace foyer::storage
