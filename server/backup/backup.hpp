#pragma once
#include <filesystem>
#include <functional>

#include "lib/base/instant.hpp"
#include "lib/base/result.hpp"
#include "server/backup/manifest.hpp"

/// Copies of a data folder. Blocks; any thread, one call at a time per folder. Errors are sentences for the
/// administrator: `bad_request` (what was named is not fit for it), `already_exists` (the target is there),
/// `store_failed` (reading or writing failed, or what was read is damaged). What fails leaves nothing behind under the
/// target's name.
namespace foyer::backup {

/// Told what is being done, with how much of it: `done` of `all` bytes or pages.
using Progress = std::function<void(const std::string& what, std::uint64_t done, std::uint64_t all)>;

/// Copies `data`, also while a server uses it, into the new folder `target`.
[[nodiscard]] Result<Manifest> create(const std::filesystem::path& data, const std::filesystem::path& target,
                                      Instant now, const Progress& progress);

/// Reads everything again: hashes, nothing missing, nothing more, the database sound.
[[nodiscard]] Result<Manifest> verify(const std::filesystem::path& backup, const Progress& progress);

/// Verifies the backup and makes the data folder `data` of it, which must be empty or not be there. Its epoch is new.
[[nodiscard]] Result<Manifest> restore(const std::filesystem::path& backup, const std::filesystem::path& data,
                                       const Progress& progress);

}  // namespace foyer::backup
