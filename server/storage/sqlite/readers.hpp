#pragma once
#include <thread>
#include <vector>

#include "server/storage/sqlite/connection.hpp"
#include "server/storage/sqlite/request_queue.hpp"
#include "server/storage/sqlite/store_metrics.hpp"
#include "server/storage/sqlite/writer.hpp"

namespace foyer::storage {

/// A few threads that read, each with a read-only connection of its own. A read sees one state of the database, among
/// it every write whose caller has been resumed.
class Readers {
public:
    /// One thread for each connection.
    Readers(std::vector<Connection> connections, QueueBounds queue, StoreCounters& counters, Report report);
    /// Does what has queued up, then stops.
    ~Readers();
    Readers(const Readers&) = delete;
    Readers& operator=(const Readers&) = delete;

    /// Has `look` (Connection& -> Result<T>) done and resumes with its result.
    template <class T, class Look>
    Task<Result<T>> read(Look look) {
        return submit<Connection, T>(queue_, 0, std::move(look));
    }

    [[nodiscard]] std::size_t queue_length() const { return queue_.size(); }

private:
    void loop(Connection db);
    void run(Connection& db, Request<Connection>& request);

    StoreCounters& counters_;
    const Report report_;
    RequestQueue<Connection> queue_;
    std::vector<std::thread> threads_;
};

}  // namespace foyer::storage
