#include "server/storage/memory/memory_file_bytes.hpp"

#include <set>

#include "server/storage/rules/chunk_rules.hpp"

namespace foyer::storage {

Result<ports::StoredChunk> MemoryFileBytes::find(FileId file, std::uint32_t chunk) const {
    const auto found = files_.find(file);
    if (faults_.reads_fail() || found == files_.end() || chunk >= found->second.size()) {
        return refuse(ErrorCode::store_failed);
    }
    return found->second[chunk];
}

Task<Result<std::uint32_t>> MemoryFileBytes::count(ports::FileLayout file) {
    Result<std::uint32_t> there = refuse(ErrorCode::store_failed);
    if (!faults_.reads_fail()) {
        const std::scoped_lock lock(mutex_);
        const auto found = files_.find(file.id);
        there = found == files_.end() ? 0U : static_cast<std::uint32_t>(found->second.size());
    }
    co_await faults_.turn();
    co_return there;
}

Task<Result<void>> MemoryFileBytes::write(ports::FileLayout file, std::uint32_t chunk, ports::ChunkBytes bytes,
                                          ports::ChunkHash hash) {
    const auto plan = faults_.plan_write();
    auto written = check_chunk(file, chunk, *bytes, hash);
    if (written && plan == MemoryFaults::Plan::fail) written = refuse(ErrorCode::store_failed);
    if (written) {
        const std::scoped_lock lock(mutex_);
        auto& chunks = files_[file.id];
        if (chunk > chunks.size()) {
            written = refuse(ErrorCode::store_failed);
        } else {
            chunks.resize(std::max<std::size_t>(chunks.size(), chunk + 1));
            chunks[chunk] = {std::move(bytes), hash};
        }
    }
    co_await faults_.turn();
    if (plan == MemoryFaults::Plan::lose_answer) co_return refuse(ErrorCode::store_failed);
    co_return written;
}

Task<Result<ports::StoredChunk>> MemoryFileBytes::read(ports::FileLayout file, std::uint32_t chunk, bool check) {
    Result<ports::StoredChunk> read = refuse(ErrorCode::store_failed);
    {
        const std::scoped_lock lock(mutex_);
        read = find(file.id, chunk);
    }
    if (read && check && hash_of(*read->bytes) != read->hash) read = refuse(ErrorCode::store_failed);
    co_await faults_.turn();
    co_return read;
}

Task<Result<ports::ChunkHash>> MemoryFileBytes::hash(ports::FileLayout file, std::uint32_t chunk) {
    auto found = co_await read(file, chunk, false);
    if (!found) co_return refuse(found.error());
    co_return found->hash;
}

Task<Result<void>> MemoryFileBytes::remove(FileId file) {
    const auto plan = faults_.plan_write();
    if (plan != MemoryFaults::Plan::fail) {
        const std::scoped_lock lock(mutex_);
        files_.erase(file);
    }
    co_await faults_.turn();
    if (plan != MemoryFaults::Plan::proceed) co_return refuse(ErrorCode::store_failed);
    co_return Result<void>{};
}

Task<Result<void>> MemoryFileBytes::keep_only(std::vector<FileId> files) {
    const std::set<FileId> kept(files.begin(), files.end());
    {
        const std::scoped_lock lock(mutex_);
        std::erase_if(files_, [&](const auto& entry) { return !kept.contains(entry.first); });
    }
    co_await faults_.turn();
    co_return Result<void>{};
}

void MemoryFileBytes::damage(FileId file, std::uint32_t chunk) {
    const std::scoped_lock lock(mutex_);
    auto& bytes = files_.at(file).at(chunk).bytes;
    auto changed = *bytes;
    changed.front() = static_cast<char>(changed.front() ^ 1);
    bytes = std::make_shared<const std::string>(std::move(changed));
}

std::size_t MemoryFileBytes::files() const {
    const std::scoped_lock lock(mutex_);
    return files_.size();
}

}  // namespace foyer::storage
