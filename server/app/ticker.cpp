#include "server/app/ticker.hpp"

namespace foyer::app {

void Ticker::start() {
    for (const auto& [pace, turn] : turns_) tasks_.spawn(repeat(pace, turn));
}

Task<void> Ticker::stop() {
    co_await tasks_.stop();
}

Task<void> Ticker::repeat(Millis pace, Turn turn) {
    for (;;) {  // Until the group is stopped: then sleeping throws.
        co_await sleep_(pace);
        co_await turn();
    }
}

}  // namespace foyer::app
