#include "server/storage/disk/disk_file_bytes.hpp"

#include <set>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include "server/storage/disk/chunk_file.hpp"
#include "server/storage/rules/chunk_rules.hpp"

namespace foyer::storage {

DiskFileBytes::DiskFileBytes(DiskSettings settings) : settings_(std::move(settings)), pool_(settings_.threads) {}

DiskFileBytes::~DiskFileBytes() {
    pool_.stop();
    pool_.join();
}

template <class T>
Task<Result<T>> DiskFileBytes::on_disk(std::function<Result<T>()> work) {
    if (jobs_.fetch_add(1) >= settings_.queue) {
        --jobs_;
        Error busy{ErrorCode::unavailable, "The server's disk is busy; try again shortly (files.disk_queue)."};
        busy.retry_after = Millis{1'000};
        co_return refuse(std::move(busy));
    }
    auto performing = perform<T>(std::move(work));
    auto result = co_await boost::asio::co_spawn(pool_, std::move(performing), boost::asio::use_awaitable);
    if (!result && result.error().code == ErrorCode::store_failed) settings_.report(result.error().sentence);
    co_return result;
}

template <class T>
Task<Result<T>> DiskFileBytes::perform(std::function<Result<T>()> work) {
    auto result = work();
    --jobs_;
    co_return result;
}

Task<Result<std::uint32_t>> DiskFileBytes::count(ports::FileLayout file) {
    std::function<Result<std::uint32_t>()> work = [this, file] { return ChunkFile(settings_.folder, file).count(); };
    co_return co_await on_disk<std::uint32_t>(std::move(work));
}

Task<Result<void>> DiskFileBytes::write(ports::FileLayout file, std::uint32_t chunk, ports::ChunkBytes bytes,
                                        ports::ChunkHash hash) {
    std::function<Result<void>()> work = [this, file, chunk, bytes, hash]() -> Result<void> {
        std::error_code error;
        if (std::filesystem::create_directory(settings_.folder, error)) {
            std::filesystem::permissions(settings_.folder, std::filesystem::perms::owner_all, error);
        }
        return ChunkFile(settings_.folder, file).write(chunk, *bytes, hash);
    };
    co_return co_await on_disk<void>(std::move(work));
}

Task<Result<ports::StoredChunk>> DiskFileBytes::read(ports::FileLayout file, std::uint32_t chunk, bool check) {
    std::function<Result<ports::StoredChunk>()> work = [this, file, chunk, check]() -> Result<ports::StoredChunk> {
        auto stored = ChunkFile(settings_.folder, file).read(chunk);
        if (stored && check && hash_of(*stored->bytes) != stored->hash) {
            return refuse(ErrorCode::store_failed,
                          fmt::format("Part {} of file {} is damaged on the disk.", chunk, file.id.value()));
        }
        return stored;
    };
    co_return co_await on_disk<ports::StoredChunk>(std::move(work));
}

Task<Result<ports::ChunkHash>> DiskFileBytes::hash(ports::FileLayout file, std::uint32_t chunk) {
    std::function<Result<ports::ChunkHash>()> work = [this, file, chunk] {
        return ChunkFile(settings_.folder, file).hash(chunk);
    };
    co_return co_await on_disk<ports::ChunkHash>(std::move(work));
}

Task<Result<void>> DiskFileBytes::remove(FileId file) {
    std::function<Result<void>()> work = [this, file] {
        const ports::FileLayout layout{.id = file, .size = 0, .chunk_bytes = 1};
        return ChunkFile(settings_.folder, layout).remove();
    };
    co_return co_await on_disk<void>(std::move(work));
}

Task<Result<void>> DiskFileBytes::keep_only(std::vector<FileId> files) {
    std::function<Result<void>()> work = [this, files = std::move(files)] { return sweep(files); };
    co_return co_await on_disk<void>(std::move(work));
}

Result<void> DiskFileBytes::sweep(const std::vector<FileId>& files) const {
    const std::set<FileId> kept(files.begin(), files.end());
    std::error_code error;
    for (std::filesystem::directory_iterator entry(settings_.folder, error), end; !error && entry != end;
         entry.increment(error)) {
        const auto file = ChunkFile::file_of(entry->path().filename().string());
        if (!file || kept.contains(*file)) continue;
        std::error_code ignored;  // What cannot be removed now is tried at the next start.
        std::filesystem::remove(entry->path(), ignored);
    }
    if (error && error != std::errc::no_such_file_or_directory) {
        return refuse(ErrorCode::store_failed,
                      fmt::format("Cannot read the folder {}: {}.", settings_.folder.string(), error.message()));
    }
    return {};
}

}  // namespace foyer::storage
