#include "server/app/files/cancel_file.hpp"

#include "server/domain/file/send_file.hpp"

namespace foyer::app {

Task<Result<void>> CancelFile::run(Caller caller, FileId file) {
    const auto decide = [person = caller.person](const domain::FileTransfer& now) {
        return domain::cancel_file(now, person);
    };
    co_return co_await files_.on_strand(files_.change_by(caller, file, domain::RoomOperation::drop_file, decide));
}

}  // namespace foyer::app
