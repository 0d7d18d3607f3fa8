#include "lib/net/timer_wheel.hpp"

#include <algorithm>

namespace foyer::net {

void TimerWheel::arm(WheelTimer& timer, Millis after) {
    disarm(timer);
    // One more than the whole ticks: part of the current one may have passed already.
    const auto ticks =
        static_cast<std::uint64_t>(std::max<Millis::rep>(after.count() + tick.count() - 1, 0) / tick.count());
    timer.due_tick_ = now_tick_ + ticks + 1;
    slots_[timer.due_tick_ % slots_.size()].push_back(timer);
}

void TimerWheel::disarm(WheelTimer& timer) {
    if (timer.is_linked()) timer.unlink();
}

void TimerWheel::advance(Millis elapsed) {
    const auto target = static_cast<std::uint64_t>(elapsed.count() / tick.count());
    while (now_tick_ < target) {
        ++now_tick_;
        // Taken out first: a timer that fires may arm itself and destroy others.
        Slot due;
        due.swap(slots_[now_tick_ % slots_.size()]);
        while (!due.empty()) {
            WheelTimer& timer = due.front();
            timer.unlink();
            if (timer.due_tick_ > now_tick_) {
                slots_[timer.due_tick_ % slots_.size()].push_back(timer);  // Of a later round.
            } else {
                timer.on_timer();
            }
        }
    }
}

}  // namespace foyer::net
