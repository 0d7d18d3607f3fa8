#pragma once
#include <atomic>
#include <cstddef>

#include <boost/asio/thread_pool.hpp>

#include "server/ports/http_caller.hpp"

namespace foyer::delivery {

struct HttpCallerSettings {
    std::size_t threads = 4;              ///< Calls at the same time.
    std::size_t queue = 256;              ///< Calls that wait or run; beyond: `rate_limited`.
    std::size_t reply_bytes = 16 * 1024;  ///< Kept of an answer; what follows is not read.
};

/// ports::HttpCaller over libcurl: a call blocks one of a few threads of its own. Outlives what runs on the I/O
/// threads.
class CurlHttpCaller final : public ports::HttpCaller {
public:
    explicit CurlHttpCaller(HttpCallerSettings settings);
    /// Breaks off the calls that run, drops those that wait.
    ~CurlHttpCaller() override;

    Task<Result<ports::OutgoingReply>> call(ports::OutgoingRequest request) override;

private:
    Task<Result<ports::OutgoingReply>> perform(ports::OutgoingRequest request);

    HttpCallerSettings settings_;
    std::atomic<std::size_t> taken_{0};
    std::atomic<bool> stopping_{false};
    boost::asio::thread_pool pool_;
};

}  // namespace foyer::delivery
