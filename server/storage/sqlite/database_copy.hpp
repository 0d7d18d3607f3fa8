#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>

#include "lib/base/result.hpp"

/// Whole databases, for backups. Blocks; any thread. Errors are `store_failed` with SQLite's words.
namespace foyer::storage {

/// Told how many of all pages are copied.
using CopyProgress = std::function<void(std::uint64_t done, std::uint64_t all)>;

/// Copies one moment of the database, whoever writes to it meanwhile; `to` must not be there yet.
[[nodiscard]] Result<void> copy_database(const std::filesystem::path& from, const std::filesystem::path& to,
                                         const CopyProgress& progress);

/// Reads the whole database file and checks it (PRAGMA integrity_check); nothing is written beside it.
[[nodiscard]] Result<void> check_database(const std::filesystem::path& file);

/// Gives a database that nobody has open another epoch: clients that come back know that it was restored.
[[nodiscard]] Result<void> renew_epoch(const std::filesystem::path& file);

}  // namespace foyer::storage
