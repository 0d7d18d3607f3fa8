#include "bench/disk.hpp"

#include <chrono>
#include <string>

#include <fcntl.h>
#include <unistd.h>

namespace foyer::bench {

double syncs_per_second(const std::filesystem::path& folder) {
    constexpr std::chrono::milliseconds duration{500};
    using Clock = std::chrono::steady_clock;
    std::filesystem::create_directories(folder);
    const auto path = folder / "sync";
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return 0;
    const std::string page(4096, 'x');
    const auto write = [&] {
        return ::pwrite(file, page.data(), page.size(), 0) == static_cast<ssize_t>(page.size()) &&
               ::fdatasync(file) == 0;
    };
    std::size_t done = 0;
    write();  // So that the file has its size.
    const auto begin = Clock::now();
    while (Clock::now() - begin < duration && write()) ++done;
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    ::close(file);
    std::filesystem::remove(path);
    return static_cast<double>(done) / seconds;
}

}  // namespace foyer::bench
