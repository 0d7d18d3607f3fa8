#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "lib/base/result.hpp"

namespace foyer::bench {

/// A server in a process of its own, and what the kernel says it costs. Ends it when destroyed.
class ServerProcess {
public:
    /// `command`: the program and its arguments; its output goes to `log`. Waits until something listens on the port.
    /// Error: `unavailable`, when it does not come up.
    static Result<ServerProcess> start(std::vector<std::string> command, std::uint16_t port,
                                       const std::filesystem::path& log);
    /// Runs `body` in a forked child. Before any thread has been started.
    static Result<ServerProcess> fork_off(const std::function<void()>& body, std::uint16_t port);

    ServerProcess(ServerProcess&& other) noexcept;
    ServerProcess& operator=(ServerProcess&&) = delete;
    ~ServerProcess();

    /// Ends it as a power cut would, and waits until it is gone.
    void kill();

    /// User and system time of all its threads so far.
    [[nodiscard]] std::chrono::milliseconds cpu() const;
    /// Memory of its own (RssAnon), in bytes.
    [[nodiscard]] std::size_t memory() const;

private:
    explicit ServerProcess(pid_t pid) : pid_(pid) {}
    [[nodiscard]] bool wait_until_it_listens(std::uint16_t port) const;

    pid_t pid_;
};

/// A port of the loopback that nobody uses at the moment.
[[nodiscard]] std::uint16_t free_port();

}  // namespace foyer::bench
