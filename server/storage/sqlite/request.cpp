#include "server/storage/sqlite/request.hpp"

#include <algorithm>

#include <boost/asio/post.hpp>

namespace foyer::storage {

namespace {

/// The waiting of one executor.
struct Batch {
    boost::asio::any_io_executor executor;
    std::vector<std::unique_ptr<Waiting>> waiting;

    void operator()() {
        for (auto& one : waiting) one->complete();
    }
};

}  // namespace

void deliver(std::vector<std::unique_ptr<Waiting>> waiting) {
    std::vector<Batch> batches;  // As many as there are I/O threads: searched from one end to the other.
    for (auto& one : waiting) {
        auto batch = std::ranges::find(batches, one->executor(), &Batch::executor);
        if (batch == batches.end()) batch = batches.insert(batches.end(), Batch{one->executor(), {}});
        batch->waiting.push_back(std::move(one));
    }
    for (auto& batch : batches) {
        const auto executor = batch.executor;
        boost::asio::post(executor, std::move(batch));
    }
}

}  // namespace foyer::storage
