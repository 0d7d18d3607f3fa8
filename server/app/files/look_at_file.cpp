#include "server/app/files/look_at_file.hpp"

#include "server/domain/file/receive_file.hpp"

namespace foyer::app {

Task<Result<domain::FileTransfer>> LookAtFile::run(Caller caller, FileId file) {
    co_return co_await files_.on_strand(look(caller, file));
}

Task<Result<domain::FileTransfer>> LookAtFile::look(Caller caller, FileId id) {
    auto found = co_await files_.find_for(caller, id);
    if (!found) co_return refuse(found.error());
    auto file = (*found)->file();
    if (auto may = domain::permit_download(file, caller.person); !may) co_return refuse(may.error());
    co_return file;
}

}  // namespace foyer::app
