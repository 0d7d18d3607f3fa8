#include "server/app/people/sleep.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace foyer::app {

namespace {

Task<void> wait(Millis time) {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, time);
    co_await timer.async_wait(boost::asio::use_awaitable);
}

}  // namespace

Sleep sleep_by_timer() {
    return wait;
}

}  // namespace foyer::app
