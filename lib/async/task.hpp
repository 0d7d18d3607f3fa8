#pragma once
#include <boost/asio/awaitable.hpp>

namespace foyer {

/// How we wait: a coroutine that runs on the executor of whoever spawned it (one I/O thread's io_context).
/// Parameters are taken by value; what was read before a co_await may be stale after it.
template <class T>
using Task = boost::asio::awaitable<T>;

}  // namespace foyer
