#include "server/storage/sqlite/readers.hpp"

#include <utility>

namespace foyer::storage {

namespace {

// So few that nobody waits long for his neighbour, so many that a flood of small reads shares its hand-overs.
constexpr std::size_t taken_at_once = 8;

void end_transaction(Connection& db) noexcept {
    try {
        if (db.in_transaction()) db.run("ROLLBACK");
    } catch (const SqliteError&) {
        // The next read will say what is wrong.
        return;
    }
}

}  // namespace

Readers::Readers(std::vector<Connection> connections, QueueBounds queue, StoreCounters& counters, Report report)
    : counters_(counters), report_(std::move(report)), queue_(queue) {
    for (auto& connection : connections) {
        threads_.emplace_back([this, db = std::move(connection)]() mutable { loop(std::move(db)); });
    }
}

Readers::~Readers() {
    queue_.stop();
    for (auto& thread : threads_) thread.join();
}

void Readers::loop(Connection db) {
    std::vector<RequestQueue<Connection>::Item> taken;
    while (queue_.take(taken, taken_at_once)) {
        std::vector<std::unique_ptr<Waiting>> waiting;
        for (auto& request : taken) {
            run(db, *request);
            waiting.push_back(std::move(request));
        }
        taken.clear();
        deliver(std::move(waiting));
    }
}

void Readers::run(Connection& db, Request<Connection>& request) {
    try {
        db.run("BEGIN");
        request.apply(db);
        db.run("COMMIT");
        ++counters_.reads;
    } catch (const std::exception& failure) {
        end_transaction(db);
        ++counters_.failed_reads;
        report_(std::string("could not read: ") + failure.what());
        request.fail(Error{ErrorCode::store_failed, "The server could not read this."});
    }
}

}  // namespace foyer::storage
