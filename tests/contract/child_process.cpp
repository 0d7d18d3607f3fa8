#include "tests/contract/child_process.hpp"

#include <csignal>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace foyer::contract {

ChildProcess::ChildProcess(const std::vector<std::string>& command, const std::string& environment) {
    int pipe[2];
    if (::pipe2(pipe, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    output_ = pipe[0];
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);

    std::vector<char*> arguments;
    for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    std::vector<char*> variables;
    for (char** one = environ; *one; ++one) variables.push_back(*one);
    if (!environment.empty()) variables.push_back(const_cast<char*>(environment.c_str()));
    variables.push_back(nullptr);

    const int failed = ::posix_spawn(&pid_, arguments[0], &actions, nullptr, arguments.data(), variables.data());
    posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    if (failed) throw std::runtime_error("cannot start " + command.at(0));
}

ChildProcess::~ChildProcess() {
    kill();
    ended_by_signal();
    ::close(output_);
}

bool ChildProcess::read_line(std::string& line) {
    std::size_t end;
    while ((end = unread_.find('\n')) == std::string::npos) {
        char bytes[4096];
        const auto count = ::read(output_, bytes, sizeof bytes);
        if (count <= 0) return false;
        unread_.append(bytes, static_cast<std::size_t>(count));
    }
    line = unread_.substr(0, end);
    unread_.erase(0, end + 1);
    return true;
}

void ChildProcess::kill() {
    if (pid_ != -1) ::kill(pid_, SIGKILL);
}

int ChildProcess::ended_by_signal() {
    if (pid_ == -1) return 0;
    int status = 0;
    ::waitpid(std::exchange(pid_, -1), &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

}  // namespace foyer::contract
