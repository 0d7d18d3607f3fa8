#pragma once
#include <vector>

#include "server/app/caller.hpp"
#include "server/app/files/file_view.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/ports/file_store.hpp"

namespace foyer::app {

struct FilePage {
    std::vector<std::shared_ptr<const ports::FileView>> files;  ///< Newest first.
    bool more = false;
};

/// The open files that the caller sends or may still receive, a page at a time. Any I/O thread. Error: `store_failed`.
class ListFiles {
public:
    ListFiles(DirectoryCache& directory, ports::FileStore& store) : directory_(directory), store_(store) {}

    /// Below `before`; 0: from the newest.
    Task<Result<FilePage>> run(Caller caller, FileId before, std::uint32_t limit);

private:
    DirectoryCache& directory_;
    ports::FileStore& store_;
};

}  // namespace foyer::app
