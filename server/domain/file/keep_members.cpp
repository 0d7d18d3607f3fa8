#include "server/domain/file/keep_members.hpp"

#include <algorithm>

#include "server/domain/room/rights.hpp"

namespace foyer::domain {
namespace {

bool may_go_on(ContactId id, const Room& room, const Directory& directory) {
    const auto* const person = directory.find(id);
    return person && permit(RoomOperation::move_file, room, *person, directory);
}

}  // namespace

FileTransfer keep_members(FileTransfer file, const Room& room, const Directory& directory) {
    if (!file.is_open()) return file;
    if (!may_go_on(file.sender, room, directory)) return ended(std::move(file), FileState::withdrawn);
    for (auto& receiver : file.receivers) {
        if (receiver.is_open() && !may_go_on(receiver.id, room, directory)) receiver.state = ReceiverState::cancelled;
    }
    if (std::ranges::none_of(file.receivers, &FileReceiver::is_open)) file.state = FileState::done;
    return file;
}

FileTransfer expire(FileTransfer file, Instant now) {
    if (!file.is_open() || now < file.expires) return file;
    return ended(std::move(file), FileState::expired);
}

}  // namespace foyer::domain
