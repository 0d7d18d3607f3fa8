#pragma once
#include "server/app/files/file_table.hpp"

namespace foyer::app {

/// May this receiver fetch the file at this moment, and what is it? Errors: those of domain::permit_fetch, `not_found`,
/// `store_failed`.
class LookAtFile {
public:
    explicit LookAtFile(FileTable& files) : files_(files) {}

    Task<Result<domain::FileTransfer>> run(Caller caller, FileId file);

private:
    Task<Result<domain::FileTransfer>> look(Caller caller, FileId file);

    FileTable& files_;
};

}  // namespace foyer::app
