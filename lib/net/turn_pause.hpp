#pragma once
#include <algorithm>
#include <chrono>
#include <cstddef>

namespace foyer::net {

/// How long after the end of a turn in which so many connections were written to the next turn may end.
///
/// A write costs the same few microseconds for one frame as for twenty, so a thread that writes to many writes more
/// rarely and more at once: at most about a fifth of its time goes into writes as such. Few writes are not worth a
/// timer, and nobody waits longer than he would notice.
constexpr std::chrono::microseconds pause_after(std::size_t writes) {
    constexpr std::chrono::microseconds each{20};
    constexpr std::size_t few = 10;
    constexpr std::chrono::microseconds longest{20'000};
    if (writes < few) return std::chrono::microseconds{0};
    return std::min(longest, each * static_cast<std::chrono::microseconds::rep>(writes));
}

}  // namespace foyer::net
