#pragma once
#include <map>
#include <mutex>

#include "server/ports/file_bytes.hpp"
#include "server/storage/memory/memory_faults.hpp"

namespace foyer::storage {

/// ports::FileBytes in memory. Any thread. Its own faults, apart from those of a MemoryStore.
class MemoryFileBytes final : public ports::FileBytes {
public:
    Task<Result<std::uint32_t>> count(ports::FileLayout file) override;
    Task<Result<void>> write(ports::FileLayout file, std::uint32_t chunk, ports::ChunkBytes bytes,
                             ports::ChunkHash hash) override;
    Task<Result<ports::StoredChunk>> read(ports::FileLayout file, std::uint32_t chunk, bool check) override;
    Task<Result<ports::ChunkHash>> hash(ports::FileLayout file, std::uint32_t chunk) override;
    Task<Result<void>> remove(FileId file) override;
    Task<Result<void>> keep_only(std::vector<FileId> files) override;

    /// `fail_writes` is a full disk, `fail_reads` an unreadable one; hold() makes it slow.
    [[nodiscard]] MemoryFaults& faults() { return faults_; }
    /// Changes a byte behind everybody's back.
    void damage(FileId file, std::uint32_t chunk);
    /// Of how many files there are bytes.
    [[nodiscard]] std::size_t files() const;

private:
    [[nodiscard]] Result<ports::StoredChunk> find(FileId file, std::uint32_t chunk) const;

    MemoryFaults faults_;
    mutable std::mutex mutex_;  ///< Guards what follows. Never held across a co_await.
    std::map<FileId, std::vector<ports::StoredChunk>> files_;
};

}  // namespace foyer::storage
