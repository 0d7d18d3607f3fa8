#pragma once
#include <type_traits>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"

namespace foyer {

namespace detail {
template <class T>
struct Deadlined {
    using type = Result<T>;
};
template <class T>
struct Deadlined<Result<T>> {
    using type = Result<T>;
};
}  // namespace detail

/// Waits for `task`, at most `limit`: then the task is cancelled (its own wait ends with operation_aborted, and this
/// waits for it to unwind) and the answer is ErrorCode::unavailable. Runs on the caller's executor.
template <class T>
Task<typename detail::Deadlined<T>::type> with_deadline(Millis limit, Task<T> task) {
    namespace asio = boost::asio;
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer timer(executor, limit);
    auto both = asio::experimental::make_parallel_group(asio::co_spawn(executor, std::move(task), asio::deferred),
                                                        timer.async_wait(asio::deferred));
    if constexpr (std::is_void_v<T>) {
        auto [order, failure, late] = co_await both.async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
        if (order[0] == 1) co_return refuse(ErrorCode::unavailable);
        if (failure) std::rethrow_exception(failure);
        co_return Result<void>{};
    } else {
        auto [order, failure, value, late] =
            co_await both.async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
        if (order[0] == 1) co_return refuse(ErrorCode::unavailable);
        if (failure) std::rethrow_exception(failure);
        co_return std::move(value);
    }
}

}  // namespace foyer
