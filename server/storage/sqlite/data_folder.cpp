#include "server/storage/sqlite/data_folder.hpp"

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace foyer::storage {

namespace {

std::unexpected<Error> failed(const char* what, const std::filesystem::path& path) {
    return refuse(ErrorCode::store_failed, fmt::format("Cannot {} {}: {}.", what, path.string(), std::strerror(errno)));
}

Result<int> open_private(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file == -1) return failed("open", path);
    struct stat status{};
    const bool others_may = ::fstat(file, &status) == 0 && (status.st_mode & 077) != 0;
    if (others_may && ::fchmod(file, 0600) != 0) {
        auto refused = failed("protect", path);
        ::close(file);
        return refused;
    }
    return file;
}

std::string owner_of(int file) {
    char text[32] = {};
    const auto length = ::pread(file, text, sizeof text - 1, 0);
    return length > 0 ? fmt::format(" (process {})", std::string_view(text, static_cast<std::size_t>(length))) : "";
}

}  // namespace

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
}

FolderLock::~FolderLock() {
    if (file_ != -1) ::close(file_);
}

Result<void> prepare_folder(const std::filesystem::path& folder, const std::filesystem::path& database) {
    std::error_code error;
    if (!std::filesystem::exists(folder, error)) {
        if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path(), error);
        if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return failed("make the data folder", folder);
    }
    const auto file = open_private(database);
    if (!file) return refuse(file.error());
    ::close(*file);
    return {};
}

Result<FolderLock> lock_folder(const std::filesystem::path& folder) {
    const auto file = open_private(folder / "lock");
    if (!file) return refuse(file.error());
    FolderLock lock(*file);
    if (::flock(*file, LOCK_EX | LOCK_NB) != 0) {
        return refuse(ErrorCode::unavailable,
                      fmt::format("Another Foyer server{} is using the data folder {}. Stop it first, or give this one"
                                  " a folder of its own with --data.",
                                  owner_of(*file), folder.string()));
    }
    const auto owner = std::to_string(::getpid());
    const bool written = ::ftruncate(*file, 0) == 0 && ::pwrite(*file, owner.data(), owner.size(), 0) > 0;
    if (!written) return failed("write", folder / "lock");
    return lock;
}

}  // namespace foyer::storage
