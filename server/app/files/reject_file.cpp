#include "server/app/files/reject_file.hpp"

#include "server/domain/file/receive_file.hpp"

namespace foyer::app {

Task<Result<void>> RejectFile::run(Caller caller, FileId file, bool failed) {
    const auto decide = [person = caller.person, failed](const domain::FileTransfer& now) {
        return domain::reject_file(now, person, failed);
    };
    co_return co_await files_.on_strand(files_.change_by(caller, file, domain::RoomOperation::drop_file, decide));
}

}  // namespace foyer::app
