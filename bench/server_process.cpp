#include "bench/server_process.hpp"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

namespace foyer::bench {
namespace {

using boost::asio::ip::tcp;

const auto loopback = boost::asio::ip::address_v4::loopback();

bool listens(std::uint16_t port) {
    boost::asio::io_context io;
    tcp::socket socket(io);
    boost::system::error_code error;
    socket.connect({loopback, port}, error);
    return !error;
}

}  // namespace

std::uint16_t free_port() {
    boost::asio::io_context io;
    return tcp::acceptor(io, {loopback, 0}).local_endpoint().port();
}

Result<ServerProcess> ServerProcess::start(std::vector<std::string> command, std::uint16_t port,
                                           const std::filesystem::path& log) {
    std::vector<char*> arguments;  // Made here: between fork and exec nothing may be allocated.
    for (auto& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid == 0) {
        const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        ::dup2(file, STDOUT_FILENO);
        ::dup2(file, STDERR_FILENO);
        ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);  // The clients' sockets are not the server's.
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }
    ServerProcess process(pid);
    if (!process.wait_until_it_listens(port)) {
        return refuse(ErrorCode::unavailable, fmt::format("{} did not start, see {}", command.front(), log.string()));
    }
    return process;
}

Result<ServerProcess> ServerProcess::fork_off(const std::function<void()>& body, std::uint16_t port) {
    const pid_t pid = ::fork();
    if (pid == 0) {
        body();
        ::_exit(0);
    }
    ServerProcess process(pid);
    if (!process.wait_until_it_listens(port)) return refuse(ErrorCode::unavailable, "the bare writer did not start");
    return process;
}

ServerProcess::ServerProcess(ServerProcess&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}

ServerProcess::~ServerProcess() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGTERM);
    for (int i = 0; i < 500; ++i) {
        if (::waitpid(pid_, nullptr, WNOHANG) == pid_) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

void ServerProcess::kill() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

bool ServerProcess::wait_until_it_listens(std::uint16_t port) const {
    for (int i = 0; i < 3'000; ++i) {
        if (listens(port)) return true;
        if (::waitpid(pid_, nullptr, WNOHANG | WNOWAIT) == pid_) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

std::chrono::milliseconds ServerProcess::cpu() const {
    std::ifstream file(fmt::format("/proc/{}/stat", pid_));
    std::string line((std::istreambuf_iterator<char>(file)), {});
    std::istringstream fields(line.substr(line.rfind(')') + 2));
    std::string skipped;
    for (int i = 0; i < 11; ++i) fields >> skipped;
    std::int64_t user = 0;
    std::int64_t system = 0;
    fields >> user >> system;
    return std::chrono::milliseconds((user + system) * 1000 / ::sysconf(_SC_CLK_TCK));
}

std::size_t ServerProcess::memory() const {
    std::ifstream file(fmt::format("/proc/{}/status", pid_));
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("RssAnon:")) return std::stoull(line.substr(8)) * 1024;
    }
    return 0;
}

}  // namespace foyer::bench
