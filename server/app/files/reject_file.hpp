#pragma once
#include "server/app/files/file_table.hpp"

namespace foyer::app {

/// A receiver refuses a file, or gives it up; `failed`: because something went wrong at his side. Idempotent. Errors:
/// `not_found`, `conflict`, `store_failed`.
class RejectFile {
public:
    explicit RejectFile(FileTable& files) : files_(files) {}

    Task<Result<void>> run(Caller caller, FileId file, bool failed);

private:
    FileTable& files_;
};

}  // namespace foyer::app
