#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/instant.hpp"
#include "lib/base/result.hpp"

namespace foyer::backup {

/// A file of a backup, as it must be found again.
struct FileEntry {
    std::string path;  ///< Below `data/`, with '/'.
    std::uint64_t bytes = 0;
    std::string sha256;  ///< Hex.
    bool operator==(const FileEntry&) const = default;
};

/// What a backup says about itself: `manifest.json`.
struct Manifest {
    std::string version;  ///< Of the Foyer that made it.
    Instant created{};
    std::vector<FileEntry> files;  ///< By path.
    bool operator==(const Manifest&) const = default;
};

[[nodiscard]] std::string to_json(const Manifest& manifest);
/// Error: `bad_request`, with a sentence, for what is no manifest, one of a later format, or one that names a file
/// outside of its folder.
[[nodiscard]] Result<Manifest> manifest_from_json(std::string_view json);

}  // namespace foyer::backup
