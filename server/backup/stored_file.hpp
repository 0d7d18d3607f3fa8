#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "lib/base/result.hpp"

/// Single files of a backup. Blocks. Errors: `store_failed` with a sentence.
namespace foyer::backup {

struct Digest {
    std::uint64_t bytes = 0;
    std::string sha256;  ///< Hex.
};

/// Reads the file in pieces.
[[nodiscard]] Result<Digest> digest_of(const std::filesystem::path& file);
/// Copies the file in pieces, for its owner alone (0600), makes it durable, and says what was copied. A file that grows
/// meanwhile is copied up to some length it had.
[[nodiscard]] Result<Digest> copy_durably(const std::filesystem::path& from, const std::filesystem::path& to);
[[nodiscard]] Result<void> write_file(const std::filesystem::path& file, const std::string& content);
/// Makes a file or folder and its entries durable.
[[nodiscard]] Result<void> make_durable(const std::filesystem::path& path);
/// Makes the folder and those above it, for the owner alone (0700).
[[nodiscard]] Result<void> make_folder(const std::filesystem::path& folder);

}  // namespace foyer::backup
