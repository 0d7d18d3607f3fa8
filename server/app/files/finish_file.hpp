#pragma once
#include "server/app/files/file_table.hpp"

namespace foyer::app {

/// A receiver has all of a file, and has checked it. Idempotent. Errors: those of domain::finish_file, `conflict`,
/// `store_failed`.
class FinishFile {
public:
    explicit FinishFile(FileTable& files) : files_(files) {}

    Task<Result<void>> run(Caller caller, FileId file);

private:
    FileTable& files_;
};

}  // namespace foyer::app
