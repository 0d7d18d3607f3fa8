#pragma once
#include <utility>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/execution.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "lib/async/task.hpp"

namespace foyer {

/// Suspends the caller; what `keep` is given (a move-only function without arguments) resumes it in a later turn of its
/// strand. May be called on any thread; dropped uncalled, the caller is dropped, too.
template <class Keep>
Task<void> suspend(Keep keep) {
    namespace asio = boost::asio;
    co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(
        [](auto handler, Keep keep_) {
            // Who waits counts as work: his strand must not run dry meanwhile.
            auto work = asio::prefer(asio::get_associated_executor(handler), asio::execution::outstanding_work.tracked);
            keep_([handler = std::move(handler), work = std::move(work)]() mutable {
                asio::post(work, std::move(handler));
            });
        },
        asio::use_awaitable, std::move(keep));
}

}  // namespace foyer
