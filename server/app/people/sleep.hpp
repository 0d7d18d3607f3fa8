#pragma once
#include <functional>

#include "lib/async/task.hpp"
#include "lib/base/instant.hpp"

namespace foyer::app {

/// Waits; in the server by a timer of the caller's executor, in tests by nothing.
using Sleep = std::function<Task<void>(Millis)>;

[[nodiscard]] Sleep sleep_by_timer();

}  // namespace foyer::app
