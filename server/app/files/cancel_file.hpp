#pragma once
#include "server/app/files/file_table.hpp"

namespace foyer::app {

/// The sender takes a file back for everybody who has not got it yet. Idempotent. Errors: `not_found`, `forbidden` (he is
/// a receiver), `conflict`, `store_failed`.
class CancelFile {
public:
    explicit CancelFile(FileTable& files) : files_(files) {}

    Task<Result<void>> run(Caller caller, FileId file);

private:
    FileTable& files_;
};

}  // namespace foyer::app
