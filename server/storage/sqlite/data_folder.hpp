#pragma once
#include <filesystem>

#include "lib/base/result.hpp"

namespace foyer::storage {

/// The server's claim on a data folder: held while it lives, freed by the kernel when the process dies.
class FolderLock {
public:
    FolderLock() = default;
    explicit FolderLock(int file) : file_(file) {}
    FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
    FolderLock& operator=(FolderLock&& other) noexcept;
    ~FolderLock();

    [[nodiscard]] explicit operator bool() const { return file_ != -1; }

private:
    int file_ = -1;
};

/// Makes the folder where it is missing, for its owner alone (0700), and the database file in it (0600).
[[nodiscard]] Result<void> prepare_folder(const std::filesystem::path& folder, const std::filesystem::path& database);

/// Claims the folder for one server. Refuses in plain words if another one has it.
[[nodiscard]] Result<FolderLock> lock_folder(const std::filesystem::path& folder);

}  // namespace foyer::storage
