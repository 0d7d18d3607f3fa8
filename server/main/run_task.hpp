#pragma once
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include "lib/async/task.hpp"

namespace foyer::main {

/// Runs a task on an I/O thread and waits for it. For the main thread only, at start, at the end and in tools.
template <class T>
T run_task(boost::asio::any_io_executor executor, Task<T> task) {
    return boost::asio::co_spawn(std::move(executor), std::move(task), boost::asio::use_future).get();
}

}  // namespace foyer::main
