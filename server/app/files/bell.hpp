#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/instant.hpp"

namespace foyer::app {

/// Lets operations wait until something has happened, or a time has come. Lives on one strand; whoever owns it calls
/// ring() when it has, and pass_time() now and then.
class Bell {
public:
    Bell() = default;
    Bell(const Bell&) = delete;
    Bell& operator=(const Bell&) = delete;

    /// Until the next ring(), or the first pass_time() at or after `until`.
    Task<void> wait(Instant until);
    void ring();
    void pass_time(Instant now);
    [[nodiscard]] bool is_awaited() const { return !waiting_.empty(); }
    /// Drops who waits, unresumed: when the strand does not run any more.
    void abandon();

private:
    struct Waiting {
        Instant until;
        std::move_only_function<void()> resume;
    };
    std::vector<Waiting> waiting_;
};

}  // namespace foyer::app
