#pragma once
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "server/storage/sqlite/connection.hpp"
#include "server/storage/sqlite/store_metrics.hpp"
#include "server/storage/sqlite/write_gate.hpp"

namespace foyer::storage {

/// Moves what is in the WAL into the database, on its own thread and connection, so that no commit waits for it.
/// Where the WAL has still grown to its bound because writing never pauses, it keeps the writer out for the short rest:
/// then the next transaction starts the WAL anew. (A reader of another process can hold that up for as long as it
/// reads.)
class Checkpointer {
public:
    struct Settings {
        std::uint64_t step_pages = 8'192;    ///< A checkpoint each time the WAL has grown by so much (32 MiB).
        std::uint64_t bound_pages = 16'384;  ///< From this length on the writer is kept out (64 MiB).
    };

    Checkpointer(Connection db, Settings settings, WriteGate& gate, StoreCounters& counters);
    ~Checkpointer();
    Checkpointer(const Checkpointer&) = delete;
    Checkpointer& operator=(const Checkpointer&) = delete;

    /// From the writer, after a commit: how long the WAL is now.
    void wal_has(std::uint64_t pages);

private:
    void loop();
    void checkpoint();
    void run_passive();

    Connection db_;
    const Settings settings_;
    WriteGate& gate_;
    StoreCounters& counters_;
    std::mutex mutex_;  ///< Guards what follows.
    std::condition_variable wake_;
    std::uint64_t pages_ = 0;
    std::uint64_t done_at_ = 0;  ///< Length of the WAL at the latest checkpoint.
    bool stopped_ = false;
    std::thread thread_;
};

}  // namespace foyer::storage
