#pragma once
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "schema/feed.pb.h"

/// What the translations of requests share. Any I/O thread.
namespace foyer::gateway {

using Answer = Task<Result<v1::ServerFrame>>;

inline Result<v1::ServerFrame> done(const Result<void>& result) {
    if (!result) return refuse(result.error());
    v1::ServerFrame frame;
    frame.mutable_done();
    return frame;
}

/// Goes behind what this turn of the thread has queued: the events that the use case published reach the connection
/// before its answer does.
inline Task<void> after_its_events() {
    co_await boost::asio::post(co_await boost::asio::this_coro::executor, boost::asio::use_awaitable);
}

inline Answer at_once(Result<v1::ServerFrame> answer) {
    co_return answer;
}

}  // namespace foyer::gateway
