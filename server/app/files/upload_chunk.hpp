#pragma once
#include "server/app/files/file_table.hpp"

namespace foyer::app {

/// The sender brings one chunk of his file: the next one, or one that is there already, which has no effect. It is
/// durable when this answers how many are there. Errors: those of domain::permit_upload, `bad_chunk` (the bytes do not
/// fit the hash, or not those that are there), `rate_limited`, `unavailable`, `store_failed` (the disk is full or
/// broken: the file has failed then).
class UploadChunk {
public:
    explicit UploadChunk(FileTable& files) : files_(files) {}

    Task<Result<std::uint32_t>> run(Caller caller, FileId file, std::uint32_t chunk, ports::ChunkBytes bytes,
                                    ports::ChunkHash hash);

private:
    Task<Result<std::uint32_t>> upload(Caller caller, FileId file, std::uint32_t chunk, ports::ChunkBytes bytes,
                                       ports::ChunkHash hash);
    Task<Result<void>> store(FileTable::LiveRef file, std::uint32_t chunk, ports::ChunkBytes bytes,
                             ports::ChunkHash hash);
    Task<Result<void>> compare(FileTable::LiveRef file, std::uint32_t chunk, ports::ChunkHash hash);

    FileTable& files_;
};

}  // namespace foyer::app
