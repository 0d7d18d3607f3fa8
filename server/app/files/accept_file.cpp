#include "server/app/files/accept_file.hpp"

#include "server/domain/file/receive_file.hpp"

namespace foyer::app {

Task<Result<void>> AcceptFile::run(Caller caller, FileId file) {
    const auto decide = [person = caller.person](const domain::FileTransfer& now) {
        return domain::accept_file(now, person);
    };
    co_return co_await files_.on_strand(files_.change_by(caller, file, domain::RoomOperation::move_file, decide));
}

}  // namespace foyer::app
