#pragma once
#include <cstddef>
#include <memory>

#include <boost/asio/any_io_executor.hpp>

#include "lib/async/task.hpp"

namespace foyer {

/// Owns coroutines: whoever spawns one holds a group, and the group's owner ends them.
/// Lives on the strand of its executor: every member runs there, and so do the tasks. An exception that leaves a task
/// is a broken invariant and ends the program through the executor's run().
class TaskGroup {
public:
    explicit TaskGroup(boost::asio::any_io_executor executor);
    /// Cancels what still runs; does not wait for it. Owners that the tasks point into call stop() before.
    ~TaskGroup();
    TaskGroup(const TaskGroup&) = delete;
    TaskGroup& operator=(const TaskGroup&) = delete;

    /// Runs `task` on the group's executor, beginning after the caller's turn. After stop() it is dropped unrun.
    void spawn(Task<void> task);

    /// Cancels every task and completes when the last has ended. A task sees its current wait end with
    /// operation_aborted; it may still finish its own clean-up.
    Task<void> stop();

    [[nodiscard]] std::size_t size() const;

private:
    struct State;
    std::shared_ptr<State> state_;  // Shared with the completion of each task, which may outlive the group.
};

}  // namespace foyer
