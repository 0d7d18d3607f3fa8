#pragma once
#include "server/app/files/file_table.hpp"

namespace foyer::app {

/// A receiver takes a file. Idempotent. Errors: `not_found`, `file_gone`, `conflict`, `store_failed`.
class AcceptFile {
public:
    explicit AcceptFile(FileTable& files) : files_(files) {}

    Task<Result<void>> run(Caller caller, FileId file);

private:
    FileTable& files_;
};

}  // namespace foyer::app
