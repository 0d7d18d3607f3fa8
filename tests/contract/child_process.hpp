#pragma once
#include <string>
#include <vector>

#include <sys/types.h>

namespace foyer::contract {

/// A program that runs beside the test, with its standard output in a pipe. Killed at the end, if not before.
class ChildProcess {
public:
    /// `environment`: one NAME=value more than ours, or empty.
    ChildProcess(const std::vector<std::string>& command, const std::string& environment);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// The next line without its end; false when the program has ended and everything is read.
    bool read_line(std::string& line);
    /// SIGKILL. What it said before can still be read.
    void kill();
    /// Waits for its end: the number of the signal that ended it, or 0.
    int ended_by_signal();

private:
    pid_t pid_ = -1;
    int output_ = -1;
    std::string unread_;
};

}  // namespace foyer::contract
