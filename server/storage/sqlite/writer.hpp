#pragma once
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "server/storage/sqlite/checkpointer.hpp"
#include "server/storage/sqlite/connection.hpp"
#include "server/storage/sqlite/request_queue.hpp"
#include "server/storage/sqlite/room_heads.hpp"
#include "server/storage/sqlite/store_metrics.hpp"

namespace foyer::storage {

/// What a write works with, inside the transaction of its group.
struct WriteContext {
    Connection& db;
    RoomHeads& heads;
    std::uint64_t messages = 0;  ///< Stored so far by this group.
};

/// Called on a thread of the store with a sentence for the administrator's log.
using Report = std::function<void(const std::string&)>;

/// The one thread that writes. It takes whatever has queued up, does all of it in one transaction, makes that durable
/// and then resumes the callers in their order. A write that is refused leaves no trace and does not disturb its
/// neighbours; when SQLite fails, the whole group is rolled back and answers `store_failed`.
class Writer {
public:
    struct Settings {
        QueueBounds queue;
        std::size_t largest_group = 2'048;  ///< In requests.
        std::size_t room_heads = 65'536;
    };

    Writer(Connection db, Settings settings, WriteGate& gate, Checkpointer& checkpointer, StoreCounters& counters,
           Report report);
    /// Does what has queued up, then stops.
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Has `apply` (WriteContext& -> Result<T>) done, and resumes when it is durable. `bytes`: about what the request
    /// holds. `apply` does its work in one statement or in atomically(): it must undo what it did when it refuses.
    template <class T, class Apply>
    Task<Result<T>> write(std::size_t bytes, Apply apply) {
        return submit<WriteContext, T>(queue_, bytes, std::move(apply));
    }

    [[nodiscard]] std::size_t queue_length() const { return queue_.size(); }

private:
    using Group = std::vector<RequestQueue<WriteContext>::Item>;

    void loop();
    void run(Group& group);
    void run_transaction(Group& group);
    void roll_back() noexcept;
    void forget_if_others_wrote();
    void count(std::size_t requests, std::chrono::nanoseconds took);

    Connection db_;
    const Settings settings_;
    WriteGate& gate_;
    Checkpointer& checkpointer_;
    StoreCounters& counters_;
    const Report report_;
    RoomHeads heads_;
    std::int64_t data_version_ = 0;
    RequestQueue<WriteContext> queue_;
    std::thread thread_;
};

}  // namespace foyer::storage
