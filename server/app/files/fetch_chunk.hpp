#pragma once
#include "server/app/files/file_table.hpp"

namespace foyer::app {

/// A receiver who has accepted fetches one chunk of a file. Whether he may is looked at anew each time. Errors: those of
/// domain::permit_fetch, `not_found`, `rate_limited`, `unavailable`, `store_failed` (the bytes cannot be read: the file
/// has failed then).
class FetchChunk {
public:
    explicit FetchChunk(FileTable& files) : files_(files) {}

    /// Waits up to `wait` for a chunk that is not there yet. `check`: the bytes must still have their hash, for who
    /// cannot look himself.
    Task<Result<ports::StoredChunk>> run(Caller caller, FileId file, std::uint32_t chunk, Millis wait, bool check);

private:
    Task<Result<ports::StoredChunk>> fetch(Caller caller, FileId file, std::uint32_t chunk, Instant until, bool check);
    Task<Result<FileTable::LiveRef>> when_there(Caller caller, FileId file, std::uint32_t chunk, Instant until);

    FileTable& files_;
};

}  // namespace foyer::app
