#pragma once
#include <filesystem>
#include <optional>

#include "server/ports/file_bytes.hpp"

namespace foyer::storage {

/// The file on disk that holds the chunks of one transfer: record after record, each the bytes of a chunk and their
/// SHA-256. So one write and one sync make a chunk durable, and what a crash leaves at the end can be told apart. Blocks;
/// used by one thread at a time. Errors: `store_failed`, with what is wrong in words.
class ChunkFile {
public:
    ChunkFile(const std::filesystem::path& folder, ports::FileLayout layout);

    /// Whole records, from the first on; the last one counts if its bytes have their hash. 0 if there is no file.
    [[nodiscard]] Result<std::uint32_t> count() const;
    /// Makes the file if it has to. Durable when it returns.
    [[nodiscard]] Result<void> write(std::uint32_t chunk, const std::string& bytes, const ports::ChunkHash& hash) const;
    [[nodiscard]] Result<ports::StoredChunk> read(std::uint32_t chunk) const;
    [[nodiscard]] Result<ports::ChunkHash> hash(std::uint32_t chunk) const;
    [[nodiscard]] Result<void> remove() const;

    /// The name of a transfer's file, and back. nullopt: no such name.
    [[nodiscard]] static std::string name_of(FileId file);
    [[nodiscard]] static std::optional<FileId> file_of(std::string_view name);

private:
    [[nodiscard]] std::uint64_t offset_of(std::uint32_t chunk) const;

    std::filesystem::path folder_;
    std::filesystem::path path_;
    ports::FileLayout layout_;
};

}  // namespace foyer::storage
