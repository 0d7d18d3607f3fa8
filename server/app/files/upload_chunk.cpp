#include "server/app/files/upload_chunk.hpp"

#include "lib/base/fault_point.hpp"
#include "server/domain/file/send_file.hpp"

namespace foyer::app {

Task<Result<std::uint32_t>> UploadChunk::run(Caller caller, FileId file, std::uint32_t chunk, ports::ChunkBytes bytes,
                                             ports::ChunkHash hash) {
    co_return co_await files_.on_strand(upload(caller, file, chunk, std::move(bytes), hash));
}

Task<Result<std::uint32_t>> UploadChunk::upload(Caller caller, FileId id, std::uint32_t chunk, ports::ChunkBytes bytes,
                                                ports::ChunkHash hash) {
    auto place = files_.take_place(caller.person);
    if (!place) co_return refuse(place.error());
    auto found = co_await files_.find_for(caller, id);
    if (!found) co_return refuse(found.error());
    const auto file = *found;
    if (auto may = domain::permit_upload(file->file(), caller.person, chunk, bytes->size()); !may) {
        co_return refuse(may.error());
    }
    const auto pass = co_await file->writing().enter();
    // What stood there before it was this one's turn may have changed.
    const auto is_next = domain::permit_upload(file->file(), caller.person, chunk, bytes->size());
    if (!is_next) co_return refuse(is_next.error());
    Result<void> done;
    if (*is_next) {
        done = co_await store(file, chunk, std::move(bytes), hash);
    } else {
        done = co_await compare(file, chunk, hash);
    }
    if (!done) co_return refuse(done.error());
    co_return file->file().chunks;
}

Task<Result<void>> UploadChunk::store(FileTable::LiveRef file, std::uint32_t chunk, ports::ChunkBytes bytes,
                                      ports::ChunkHash hash) {
    const auto size = bytes->size();
    auto written = co_await files_.ports().bytes.write(file->layout(), chunk, std::move(bytes), hash);
    if (!written) {
        if (written.error().code == ErrorCode::store_failed) co_await files_.fail(file->id());
        co_return refuse(written.error());
    }
    FOYER_FAULT_POINT("after_chunk_before_ack");
    if (!file->stored().is_open()) co_return refuse(ErrorCode::file_gone);
    file->note_uploaded(chunk);
    files_.counters().bytes_in += size;
    co_return Result<void>{};
}

/// Sent again because the answer was lost: the same bytes, unless the file has changed at its sender.
Task<Result<void>> UploadChunk::compare(FileTable::LiveRef file, std::uint32_t chunk, ports::ChunkHash hash) {
    auto there = co_await files_.ports().bytes.hash(file->layout(), chunk);
    if (!there) co_return refuse(there.error());
    if (*there != hash) co_return refuse(ErrorCode::bad_chunk, "This part of the file was sent before, with other bytes.");
    co_return Result<void>{};
}

}  // namespace foyer::app
