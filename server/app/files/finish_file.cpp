#include "server/app/files/finish_file.hpp"

#include "server/domain/file/receive_file.hpp"

namespace foyer::app {

Task<Result<void>> FinishFile::run(Caller caller, FileId file) {
    const auto decide = [person = caller.person](const domain::FileTransfer& now) {
        return domain::finish_file(now, person);
    };
    co_return co_await files_.on_strand(files_.change_by(caller, file, domain::RoomOperation::move_file, decide));
}

}  // namespace foyer::app
