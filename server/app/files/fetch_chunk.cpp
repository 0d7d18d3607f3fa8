#include "server/app/files/fetch_chunk.hpp"

#include <algorithm>

#include "server/domain/file/receive_file.hpp"

namespace foyer::app {

Task<Result<ports::StoredChunk>> FetchChunk::run(Caller caller, FileId file, std::uint32_t chunk, Millis wait,
                                                 bool check) {
    const auto until = files_.ports().clock.now() + std::min(wait, files_.settings().wait);
    co_return co_await files_.on_strand(fetch(caller, file, chunk, until, check));
}

Task<Result<ports::StoredChunk>> FetchChunk::fetch(Caller caller, FileId id, std::uint32_t chunk, Instant until,
                                                   bool check) {
    auto place = files_.take_place(caller.person);
    if (!place) co_return refuse(place.error());
    auto found = co_await when_there(caller, id, chunk, until);
    if (!found) co_return refuse(found.error());
    const auto file = *found;
    auto read = co_await files_.ports().bytes.read(file->layout(), chunk, check);
    if (!read) {
        if (!file->stored().is_open()) co_return refuse(ErrorCode::file_gone);
        if (read.error().code == ErrorCode::store_failed) co_await files_.fail(id);
        co_return refuse(read.error());
    }
    // It may have ended for him while the disk was slow.
    if (auto may = domain::permit_fetch(file->file(), caller.person, chunk); !may) co_return refuse(may.error());
    file->note_fetched(caller.person, chunk);
    files_.counters().bytes_out += read->bytes->size();
    co_return read;
}

Task<Result<FileTable::LiveRef>> FetchChunk::when_there(Caller caller, FileId id, std::uint32_t chunk, Instant until) {
    for (;;) {
        auto file = co_await files_.find_for(caller, id);
        if (!file) co_return file;
        auto may = domain::permit_fetch((*file)->file(), caller.person, chunk);
        if (may) co_return file;
        const bool is_early = may.error().code == ErrorCode::chunk_not_there;
        if (!is_early || !files_.may_wait() || files_.ports().clock.now() >= until) co_return refuse(may.error());
        co_await (*file)->bell().wait(until);
    }
}

}  // namespace foyer::app
