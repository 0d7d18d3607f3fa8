#pragma once
#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include <boost/asio/thread_pool.hpp>

#include "server/ports/file_bytes.hpp"

namespace foyer::storage {

struct DiskSettings {
    std::filesystem::path folder;  ///< Made when the first chunk comes.
    std::size_t threads = 2;
    std::size_t queue = 256;  ///< Jobs that wait or run; beyond: `unavailable`.
    std::function<void(const std::string&)> report = [](const std::string&) {};  ///< For the administrator's log.
};

/// ports::FileBytes on a disk, a ChunkFile for each transfer. Blocking work runs on threads of its own. Outlives what
/// runs on the I/O threads.
class DiskFileBytes final : public ports::FileBytes {
public:
    explicit DiskFileBytes(DiskSettings settings);
    /// Finishes what runs; drops what waits.
    ~DiskFileBytes() override;
    DiskFileBytes(const DiskFileBytes&) = delete;
    DiskFileBytes& operator=(const DiskFileBytes&) = delete;

    Task<Result<std::uint32_t>> count(ports::FileLayout file) override;
    Task<Result<void>> write(ports::FileLayout file, std::uint32_t chunk, ports::ChunkBytes bytes,
                             ports::ChunkHash hash) override;
    Task<Result<ports::StoredChunk>> read(ports::FileLayout file, std::uint32_t chunk, bool check) override;
    Task<Result<ports::ChunkHash>> hash(ports::FileLayout file, std::uint32_t chunk) override;
    Task<Result<void>> remove(FileId file) override;
    Task<Result<void>> keep_only(std::vector<FileId> files) override;

private:
    template <class T>
    Task<Result<T>> on_disk(std::function<Result<T>()> work);
    template <class T>
    Task<Result<T>> perform(std::function<Result<T>()> work);
    Result<void> sweep(const std::vector<FileId>& kept) const;

    const DiskSettings settings_;
    std::atomic<std::size_t> jobs_{0};
    boost::asio::thread_pool pool_;
};

}  // namespace foyer::storage
