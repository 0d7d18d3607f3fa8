#include "server/domain/file/file_transfer.hpp"

#include <algorithm>
#include <utility>

namespace foyer::domain {

std::uint32_t FileTransfer::chunk_count() const {
    return static_cast<std::uint32_t>((size + chunk_bytes - 1) / chunk_bytes);
}

std::uint32_t FileTransfer::chunk_size(std::uint32_t chunk) const {
    const auto begin = std::uint64_t{chunk} * chunk_bytes;
    if (begin >= size) return 0;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(chunk_bytes, size - begin));
}

const FileReceiver* FileTransfer::find(ContactId person) const {
    const auto found = std::ranges::lower_bound(receivers, person, {}, &FileReceiver::id);
    return found == receivers.end() || found->id != person ? nullptr : &*found;
}

FileReceiver* FileTransfer::find(ContactId person) {
    return const_cast<FileReceiver*>(std::as_const(*this).find(person));  // NOLINT: the object is ours to change
}

std::vector<ContactId> audience_of(const FileTransfer& file) {
    std::vector<ContactId> people{file.sender};
    for (const auto& receiver : file.receivers) {
        if (receiver.is_open()) people.push_back(receiver.id);
    }
    std::ranges::sort(people);
    return people;
}

FileTransfer ended(FileTransfer file, FileState how) {
    file.state = how;
    for (auto& receiver : file.receivers) {
        if (receiver.is_open()) {
            receiver.state = how == FileState::failed ? ReceiverState::error : ReceiverState::cancelled;
        }
    }
    return file;
}

}  // namespace foyer::domain
