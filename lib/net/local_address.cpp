#include "lib/net/local_address.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/un.h>
#include <unistd.h>

namespace foyer::net {

namespace {

constexpr std::size_t longest_name = sizeof(sockaddr_un::sun_path) - 1;

}  // namespace

Result<LocalAddress> LocalAddress::of(const std::string& path) {
    if (path.size() <= longest_name) return LocalAddress(path, -1);
    const std::filesystem::path file(path);
    const int folder = ::open(file.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return refuse(ErrorCode::unavailable, fmt::format("{}: {}", path, std::strerror(errno)));
    LocalAddress address(fmt::format("/proc/self/fd/{}/{}", folder, file.filename().string()), folder);
    if (address.name().size() <= longest_name) return address;
    return refuse(ErrorCode::unavailable,
                  fmt::format("{} cannot be a socket: its name is longer than {} bytes", path, longest_name));
}

LocalAddress::LocalAddress(LocalAddress&& other) noexcept
    : name_(std::move(other.name_)), folder_(std::exchange(other.folder_, -1)) {}

LocalAddress::~LocalAddress() {
    if (folder_ >= 0) ::close(folder_);
}

}  // namespace foyer::net
