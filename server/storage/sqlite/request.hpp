#pragma once
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"

namespace foyer::storage {

/// A caller who waits for his result. Made on his thread, filled on one of the store's, completed on his executor.
class Waiting {
public:
    explicit Waiting(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    virtual ~Waiting() = default;

    /// Resumes the caller. On his executor.
    virtual void complete() = 0;
    [[nodiscard]] const boost::asio::any_io_executor& executor() const { return executor_; }

private:
    boost::asio::any_io_executor
        executor_;  ///< Counts as outstanding work, so that the caller's io_context keeps running.
};

/// Resumes callers in their order, with one hand-over per executor.
void deliver(std::vector<std::unique_ptr<Waiting>> waiting);

/// Something to do with a Context on one of the store's threads.
template <class Context>
class Request : public Waiting {
public:
    Request(boost::asio::any_io_executor executor, std::size_t bytes) : Waiting(std::move(executor)), bytes_(bytes) {}

    /// Throws SqliteError.
    virtual void apply(Context& context) = 0;
    virtual void fail(const Error& error) = 0;
    /// About how much memory it holds.
    [[nodiscard]] std::size_t bytes() const { return bytes_; }

private:
    std::size_t bytes_;
};

template <class Context, class T, class Apply, class Handler>
class RequestOf final : public Request<Context> {
public:
    RequestOf(std::size_t bytes, Apply apply, Handler handler)
        : Request<Context>(boost::asio::prefer(boost::asio::get_associated_executor(handler),
                                               boost::asio::execution::outstanding_work.tracked),
                           bytes),
          apply_(std::move(apply)),
          handler_(std::move(handler)) {}

    void apply(Context& context) override { result_ = apply_(context); }
    void fail(const Error& error) override { result_ = refuse(error); }
    void complete() override {
        auto handler = std::move(handler_);
        std::move(handler)(std::move(result_));
    }

private:
    Apply apply_;
    Handler handler_;
    Result<T> result_ = refuse(ErrorCode::store_failed);
};

/// Has `apply` (Context& -> Result<T>) run by `queue.push`, and resumes with its result. `apply` may refer to what
/// lives in the caller's coroutine.
template <class Context, class T, class Queue, class Apply>
Task<Result<T>> submit(Queue& queue, std::size_t bytes, Apply apply) {
    namespace asio = boost::asio;
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(Result<T>)>(
        [&queue, bytes, &apply](auto handler) {
            using Handler = std::decay_t<decltype(handler)>;
            queue.push(
                std::make_unique<RequestOf<Context, T, Apply, Handler>>(bytes, std::move(apply), std::move(handler)));
        },
        asio::use_awaitable);
}

}  // namespace foyer::storage
