#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "lib/base/strong_id.hpp"

namespace foyer::ports {

/// How the bytes of one file are cut: chunks of `chunk_bytes`, the last one shorter.
struct FileLayout {
    FileId id;
    std::uint64_t size = 0;
    std::uint32_t chunk_bytes = 0;
};

/// SHA-256.
using ChunkHash = std::array<std::uint8_t, 32>;
/// Shared by who stores or sends them.
using ChunkBytes = std::shared_ptr<const std::string>;

struct StoredChunk {
    ChunkBytes bytes;
    ChunkHash hash{};  ///< As given when it was written.
};

/// The bytes of files on their way. May be called on any I/O thread; blocking work happens elsewhere. Of one file, one
/// write at a time, chunk after chunk. Errors: `store_failed` (disk full, unreadable, damaged), `unavailable` (too much
/// has queued up).
class FileBytes {
public:
    virtual ~FileBytes() = default;

    /// How many chunks are there, from the first on. What a crash has left half-written does not count.
    virtual Task<Result<std::uint32_t>> count(FileLayout file) = 0;
    /// Durable when it resumes. A chunk that was there already is written over.
    virtual Task<Result<void>> write(FileLayout file, std::uint32_t chunk, ChunkBytes bytes, ChunkHash hash) = 0;
    /// A chunk that is there. `check`: its bytes still have their hash, else `store_failed`.
    virtual Task<Result<StoredChunk>> read(FileLayout file, std::uint32_t chunk, bool check) = 0;
    virtual Task<Result<ChunkHash>> hash(FileLayout file, std::uint32_t chunk) = 0;
    /// Harmless if there is nothing.
    virtual Task<Result<void>> remove(FileId file) = 0;
    /// Removes the bytes of all files that are not named. When nothing else is under way.
    virtual Task<Result<void>> keep_only(std::vector<FileId> files) = 0;
};

}  // namespace foyer::ports
