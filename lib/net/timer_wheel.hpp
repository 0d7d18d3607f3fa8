#pragma once
#include <chrono>
#include <cstdint>
#include <vector>

#include <boost/intrusive/list.hpp>

#include "lib/base/instant.hpp"

namespace foyer::net {

/// A deadline that sits in a wheel. Leaves it by itself when destroyed. On the strand of its wheel.
class WheelTimer : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    virtual ~WheelTimer() = default;
    /// The time has come; the timer is unarmed and may be armed again from here.
    virtual void on_timer() = 0;

private:
    friend class TimerWheel;
    std::uint64_t due_tick_ = 0;
};

/// Coarse deadlines for very many connections: arming and disarming are a list operation, and there is no timer of the
/// operating system per connection. Without a clock of its own: whoever drives it says how much time has passed.
/// A timer fires up to one tick late, never early. On one strand.
class TimerWheel {
public:
    static constexpr Millis tick{100};

    TimerWheel() : slots_(512) {}
    /// (Re-)arms.
    void arm(WheelTimer& timer, Millis after);
    void disarm(WheelTimer& timer);
    /// Time has reached `elapsed` since the wheel's beginning: fires what is due.
    void advance(Millis elapsed);

private:
    using Slot = boost::intrusive::list<WheelTimer, boost::intrusive::constant_time_size<false>>;
    std::vector<Slot> slots_;
    std::uint64_t now_tick_ = 0;
};

}  // namespace foyer::net
